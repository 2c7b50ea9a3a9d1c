"""The code every local government has, and the digit that guards it against slips of the hand."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

_WEIGHTS = (6, 5, 4, 3, 2)

# JIS X 0401: the position in this list, counted from 1, is the number of the prefecture.
# fmt: off
PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県",
    "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県",
    "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県",
    "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県",
    "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県",
    "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県",
    "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)
# fmt: on


def check_digit_of(five_digits: str) -> str:
    """The sixth digit of a 全国地方公共団体コード: 11 minus the weighted sum modulo 11, last digit only."""
    total = sum(int(digit) * weight for digit, weight in zip(five_digits, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def prefecture_of(code: str) -> str | None:
    """The prefecture the first two digits stand for; None when they stand for none."""
    number = int(code[:2])
    return PREFECTURES[number - 1] if 1 <= number <= len(PREFECTURES) else None


def _refuse_numbers(value: object) -> object:
    if isinstance(value, int):
        raise ValueError('先頭の0が落ちないように、引用符で囲んだ6桁で書いてください(例: "242080")。')  # noqa: TRY004 (Pydantic turns only ValueError into a message with its place)
    return value


def _verify(code: str) -> str:
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise ValueError('6桁の半角数字を引用符で囲んで書いてください(例: "242080")。')
    if prefecture_of(code) is None:
        raise ValueError("先頭の2桁が都道府県の番号(01〜47)ではありません。")
    if check_digit_of(code[:5]) != code[5]:
        raise ValueError(f"検査数字が合いません。{code[:5]} の6桁目は {check_digit_of(code[:5])} です。")
    return code


LocalGovernmentCode = Annotated[str, BeforeValidator(_refuse_numbers), AfterValidator(_verify)]
