"""What Pydantic found wrong in a file → Japanese sentences that say where, and what to write instead."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_BY_FIELD: Mapping[str, str] = {
    "name": "「市・町・村・区」で終わる名前を、空白なしで書いてください。",
    "name_kana": "全角カタカナで書いてください。",
    "county": "「郡」で終わる名前を書くか、この行を消してください。",
    "phone": "0261-23-4567 のように半角で書いてください。分からないときは null と書いてください。",
    "email": "name@town.example のように書いてください。分からないときは null と書いてください。",
    "website": "https:// で始まる住所を書いてください。分からないときは null と書いてください。",
    "key": "英小文字で始めて、英小文字・数字・下線( _ )だけで書いてください。",
}

_BY_TYPE: Mapping[str, str] = {
    "missing": "この項目を書いてください。必ず要ります。",
    "extra_forbidden": "この名前の項目はありません。つづりを確かめるか、この行を消してください。",
    "int_type": "半角の数字だけを書いてください(引用符や「円」「日」は付けません)。",
    "greater_than_equal": "{ge} 以上の数を書いてください。",
    "less_than_equal": "{le} 以下の数を書いてください。",
    "bool_type": "true か false を書いてください。",
    "bool_parsing": "true か false を書いてください。",
    "date_type": "2026-04-01 の形の日付を書いてください。",
    "date_parsing": "2026-04-01 の形の日付を書いてください。",
    "date_from_datetime_parsing": "2026-04-01 の形の日付を書いてください。",
    "date_from_datetime_inexact": "時刻を付けずに、2026-04-01 の形の日付を書いてください。",
    "enum": "次のどれかを書いてください: {expected}",
    "literal_error": "次のどれかを書いてください: {expected}",
    "string_type": "文字を書いてください(数字や日付は引用符で囲みます)。",
    "string_too_short": "空にせず、文字を書いてください。",
    "string_too_long": "{max_length} 字以内で書いてください。",
    "too_short": "1つ以上書いてください。",
    "tuple_type": "「- 」で始まる行を並べて、一覧で書いてください。",
    "model_type": "この項目の下に字下げをして、「項目: 値」の行を書いてください。",
    "dict_type": "この項目の下に字下げをして、「項目: 値」の行を書いてください。",
    "mapping_type": "この項目の下に字下げをして、「項目: 値」の行を書いてください。",
}


def explain(error: ValidationError) -> tuple[str, ...]:
    """One sentence per problem, `place: what to write`; values from the file are never repeated."""
    return tuple(line for detail in error.errors() for line in _lines_of(dict(detail)))


def _lines_of(detail: Mapping[str, Any]) -> list[str]:
    place, remedy = _place_of(detail["loc"]), _remedy_of(detail)
    return [f"{place}: {line}" if place else line for line in remedy.split("\n")]


def _place_of(location: tuple[int | str, ...]) -> str:
    # A bare amount is read as {value: amount}: the writer of the file has never seen that `value`.
    seen = location[:-1] if location and location[-1] in ("value", "[key]") else location
    return ".".join(str(part) for part in seen)


def _remedy_of(detail: Mapping[str, Any]) -> str:
    kind, context = str(detail["type"]), dict(detail.get("ctx", {}))
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        last = "key" if detail["loc"][-1] == "[key]" else str(detail["loc"][-1])
        return _BY_FIELD.get(last, _BY_FIELD["key"])
    template = _BY_TYPE.get(kind)
    return template.format(**context) if template else str(detail["msg"])
