"""One thing, or several, from a list that the town keeps: its nurseries, schools, kinds of bulky waste."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from app.japan.texts import read_line
from app.language import Language, Message, noted
from app.procedures.questions.base import (
    Answer,
    Boxes,
    Given,
    Key,
    Misread,
    Offered,
    QuestionBase,
)
from app.procedures.questions.paper import Blank, Blanks, ticks_for
from app.procedures.questions.understanding import understood
from app.procedures.wording import Wording, listed

KEPT = ("key", "name", "number", "address", "phone")
NONE_OF_THESE = Wording(ja="この中にない", easy="この 中に ない", en="None of these")
UNLISTED = "-"  # no key of a list looks like it
_LONGEST = 100
_FEW = 12


class ListedQuestion(QuestionBase):
    """{"key", "name", …}, with `several` a list of them; what the list said is kept for ever with the answer.

    `list` names one of the town's lists. Where the town keeps none, the name is typed and its key is "". With
    `unlisted`, which offers 「この中にない」, boxes further on ask for the rest (`copy_from` fills them in from the
    list), and where the town keeps none the question falls away.
    """

    kind: Literal["listed"] = "listed"
    list_key: Key = Field(alias="list")
    several: bool = False
    unlisted: bool = False

    def can_be_answered(self, known: Mapping[str, Any]) -> bool:
        return not self.unlisted or bool(self.among(known))

    def among(self, known: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [dict(item) for item in known.get(f"town.lists.{self.list_key}") or ()]

    def read(self, given: Given, at: str) -> Answer | None:
        items = self.among(given.known)
        chosen = given.many(at) if self.several else [text for text in (given.one(at),) if text]
        if not chosen:
            return None
        found = [_kept(item) for item in items if item["key"] in chosen] if items else _typed(chosen)
        if self.unlisted and UNLISTED in chosen:
            found.append({"key": "", "name": NONE_OF_THESE.ja})
        if len(found) < len(chosen):
            raise Misread(noted("{name}は、画面にある答えから選んでください。"))
        return found if self.several else found[0]

    def boxes(self, answer: Answer, at: str) -> Boxes:
        none = UNLISTED if self.unlisted else ""
        return {at: [item["key"] or none or item["name"] for item in self._items(answer)]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        names = [self._name(item, language) for item in self._items(answer)]
        return listed(names, language)

    def _name(self, item: Mapping[str, Any], language: Language) -> str:
        return NONE_OF_THESE.for_reader(language) if self.unlisted and not item["key"] else str(item["name"])

    def answer_schema(self) -> dict[str, Any]:
        item = {
            "type": "object",
            "properties": {part: {"type": "string"} for part in ("key", "name", "number", "phone")}
            | {"address": {"type": "object", "additionalProperties": {"type": "string"}}},
            "required": ["key", "name"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": item, "minItems": 1} if self.several else item

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        found = [
            {"value": str(item["key"]), "label": str(item["name"])}
            | ({"hint": str(item["note"])} if item.get("note") else {})
            for item in self.among(known)
        ]
        if self.unlisted:
            found.append({"value": UNLISTED, "label": NONE_OF_THESE.for_reader(language)})
        return found

    def missing(self) -> Message:
        return noted("{name}を選んでください。")

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        """A box before each where they are few; else their name is written."""
        listed = [(str(each["key"]), str(each["name"]), "") for each in self.among(known)]
        if 0 < len(listed) <= _FEW:
            return ticks_for(listed, [item["key"] for item in self._items(answer)] if answer else ())
        return (Blank(text=self.show(answer) if answer else "", lines=3 if self.several else 1),)

    def sample(self) -> Answer:
        item = {"key": "", "name": "見本"}
        return [item] if self.several else item

    def sample_from(self, known: Mapping[str, Any]) -> Answer:
        items = [_kept(item) for item in self.among(known)[:1]]
        return (items if self.several else items[0]) if items else self.sample()

    def _items(self, answer: Answer) -> list[dict[str, Any]]:
        return list(answer) if self.several else [answer]


def _kept(item: Mapping[str, Any]) -> dict[str, Any]:
    """A phone number as a resident's would be kept."""
    kept = {part: item[part] for part in KEPT if item.get(part)}
    return kept | ({"phone": kept["phone"].replace("-", "")} if "phone" in kept else {})


def _typed(names: list[str]) -> list[dict[str, str]]:
    return [{"key": "", "name": understood(read_line, name, _LONGEST)} for name in names]
