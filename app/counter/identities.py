"""Who is in front of the desk, and how staff made sure of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from app.auth.identity import Assurance
from app.prefill.facts import Fact, Facts
from app.prefill.sources import Source


class IdentifiedBy(StrEnum):
    """本人確認の方法. `ASKED`: by questions only (聞き取り): flagged, and never as sure as a paper."""

    CARD = "card"
    PHOTO = "photo"
    TWO_PAPERS = "two_papers"
    ASKED = "asked"

    @property
    def assurance(self) -> Assurance:
        return Assurance.CONTACT if self is IdentifiedBy.ASKED else Assurance.AUTHENTICATED


class ConfirmedBy(StrEnum):
    """Where 「私です」 was said. `SPOKEN`: read out by staff, where no screen stands at the desk."""

    SCREEN = "screen"
    SPOKEN = "spoken"


@dataclass(frozen=True)
class Told:
    """What was read of the person: from the register, a card or papers. `address` is empty where it must not be told.

    `is_newcomer`: typed from papers, for the register does not know them (yet).
    """

    name: str = field(repr=False)
    kana: str = field(repr=False)
    date_of_birth: date = field(repr=False)
    address: str = field(default="", repr=False)
    is_protected: bool = False
    is_newcomer: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "date_of_birth": self.date_of_birth.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**{**kept, "date_of_birth": date.fromisoformat(kept["date_of_birth"])})

    def facts(self, by: IdentifiedBy | None, today: date) -> Facts:
        """What the forms need not ask again. A name in one piece is nobody's family name."""
        source = Source.CARD if by is IdentifiedBy.CARD else Source.PAPERS
        known = {"person.date_of_birth": self.date_of_birth.isoformat()}
        for text, suffix in ((self.name, ""), (self.kana, "_kana")):
            family, _, given = text.partition(" ")
            if family and given:
                known |= {f"person.family_name{suffix}": family, f"person.given_name{suffix}": given}
        return Facts({term: Fact(value, source, today) for term, value in known.items()})
