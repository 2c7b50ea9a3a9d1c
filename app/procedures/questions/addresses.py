"""An address in Japan, in the parts of the address base registry; kept as typed."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from app.japan import NotUnderstood
from app.japan.addresses import read_address_line, read_block, read_postcode, towns_of
from app.language import Language, noted
from app.procedures.questions.base import (
    Answer,
    Boxes,
    FieldError,
    Given,
    LookedUp,
    Misread,
    QuestionBase,
)
from app.procedures.questions.paper import Blank, Blanks, written
from app.procedures.questions.understanding import understood

REQUIRED = {
    "prefecture": noted("都道府県"),
    "city": noted("市区町村"),
    "town": noted("町・字"),
    "block": noted("番地"),
}
ON_PAPER = {**REQUIRED, "building": noted("建物名・部屋番号（あるとき）")}
FOUND = ("prefecture", "city", "town")  # by the postcode


class AddressQuestion(QuestionBase):
    """`in_town`: the address lies in this municipality, so prefecture and city need not be typed."""

    kind: Literal["address"] = "address"
    parts = ("postcode", "prefecture", "city", "town", "block", "building")
    in_town: bool = False

    def read(self, given: Given, at: str) -> Answer | None:
        typed = {part: given.one(f"{at}.{part}") for part in self.parts}
        if self.in_town:
            typed["prefecture"] = typed["prefecture"] or str(given.known.get("town.prefecture", ""))
            typed["city"] = typed["city"] or str(given.known.get("town.city", ""))
        if not any(typed[part] for part in ("postcode", "town", "block", "building")):
            return None
        for part, noun in REQUIRED.items():
            if not typed[part]:
                raise Misread(noted("{name}の{part}を入力してください。", part=noun), part)
        address = {
            part: understood(read_address_line, typed[part], part=part) for part in self.parts if typed[part]
        }
        address["block"] = understood(read_block, typed["block"], part="block")
        if typed["postcode"]:
            address["postcode"] = understood(
                read_postcode, typed["postcode"], part="postcode", name=noted("郵便番号")
            )
        return {part: address.get(part, "") for part in self.parts}

    def look_up(self, typed: Mapping[str, Sequence[str]], at: str) -> LookedUp:
        """One town fills the boxes; several are offered; what is typed already is never overwritten by a guess."""
        box = f"{at}.postcode"
        try:
            found = towns_of(read_postcode(next(iter(typed.get(box, ())), "")))
        except NotUnderstood as complaint:
            return LookedUp(errors=(FieldError(box, complaint.naming(noted("郵便番号"))),))
        picked = next(iter(typed.get(f"{at}.pick", ())), "")
        chosen = [town for town in found if len(found) == 1 or town.town == picked]
        if chosen:
            return LookedUp({f"{at}.{part}": [getattr(chosen[0], part)] for part in FOUND})
        if found:
            picks = tuple({"value": town.town, "label": f"{town.city}{town.town}"} for town in found)
            return LookedUp(picks={f"{at}.pick": picks})
        missing = noted("この郵便番号の住所が見つかりません。下の欄に入力してください。")
        return LookedUp(errors=(FieldError(box, missing),))

    def boxes(self, answer: Answer, at: str) -> Boxes:
        return {f"{at}.{part}": [answer.get(part, "")] for part in self.parts}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        postcode = answer.get("postcode", "")
        mark = f"〒{postcode[:3]}-{postcode[3:]} " if postcode else ""
        place = "".join(answer.get(part, "") for part in ("prefecture", "city", "town", "block"))
        building = answer.get("building", "")
        return f"{mark}{place} {building}".strip()

    def columns(self, answer: Answer) -> dict[str, str]:
        shown = self.show(answer).split(" ", 1)[-1] if answer and answer.get("postcode") else ""
        return {
            f"{self.name}（郵便番号）": (answer or {}).get("postcode", ""),
            self.name.ja: shown or (self.show(answer) if answer else ""),
        }

    def answer_schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {part: {"type": "string", "maxLength": 200} for part in self.parts},
            "required": [*REQUIRED],
            "additionalProperties": False,
        }

    def registered(self, known: Mapping[str, Any]) -> Answer | None:
        found = {part: str(known.get(f"{self.prefill}.{part}") or "") for part in self.parts}
        return found if self.prefill and all(found[part] for part in REQUIRED) else None

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        typed = written(self, answer)
        asked = [part for part in self.parts[1:] if not (self.in_town and part in {"prefecture", "city"})]
        postcode = Blank(noted("郵便番号"), typed.get("postcode", ""), cells=7)
        return (postcode, *(Blank(ON_PAPER[part], typed.get(part, "")) for part in asked))

    def sample(self) -> Answer:
        return {
            "postcode": "1000001",
            "prefecture": "東京都",
            "city": "千代田区",
            "town": "千代田",
            "block": "1-1",
            "building": "",
        }
