"""The town itself: who it is, who answers for what, and what it offers."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, StringConstraints, model_validator

from app.errors import NotFound
from app.language import Message, noted
from app.municipality.codes import LocalGovernmentCode, prefecture_of
from app.municipality.offering import Contact, Offering
from app.municipality.parts import ClosedDays, Disaster, IdentityPapers, ListItem, Place, Section
from app.municipality.unconfirmed import Unconfirmed, unconfirmed_in
from app.municipality.values import Email, Key, Line, Phone, Text, TownModel, Website

# Table of national values → day from which they hold → the values that two people of the town confirmed.
Tables = Mapping[str, Mapping[date, Mapping[str, Any]]]

_HEADS = {"市": "市長", "町": "町長", "村": "村長", "区": "区長"}


class Municipality(TownModel):
    """The town (自治体) that runs this service; one installation serves exactly one."""

    name: Annotated[str, StringConstraints(pattern=r"^\S+[市町村区]$")]
    name_kana: Annotated[str, StringConstraints(pattern=r"^[ァ-ヴー]+$")]
    prefecture: str
    county: Annotated[str, StringConstraints(pattern=r"^\S+郡$")] | None = None
    local_government_code: LocalGovernmentCode
    mayor_title: Literal["市長", "町長", "村長", "区長"]
    mayor_name: Line | None = None
    phone: Phone | None = None
    email: Email | None = None
    address: Line | None = None
    office_hours: Line | None = None
    website: Website | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    places: tuple[Place, ...] = ()
    closed_days: ClosedDays = ClosedDays()
    identity_papers: IdentityPapers = IdentityPapers()
    disasters: tuple[Disaster, ...] = ()
    lists: Mapping[Key, Annotated[tuple[ListItem, ...], Field(min_length=1, max_length=500)]] = {}
    offerings: Annotated[Mapping[Key, Offering], Field(min_length=1)]
    purpose_of_use: Text
    announcement: Text | None = None
    often: Annotated[tuple[Key, ...], Field(max_length=6)] = ()
    longest_mandate_months: Annotated[int, Field(strict=True, ge=1, le=36)] = 12
    _tables: Tables = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        problems = [*_problems_of_identity(self), *_problems_of_keys(self)]
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def kind(self) -> str:
        """市, 町, 村 or 区: the word people use for their local government in sentences."""
        return self.name[-1]

    @property
    def city(self) -> str:
        """The town as it stands in an address, with its county where it has one."""
        return f"{self.county or ''}{self.name}"

    @property
    def unconfirmed_words(self) -> Message:
        """What is printed beside a value that isn't confirmed."""
        return noted("{kind}の確認前", kind=self.kind)

    def confirmations(self) -> Tables:
        """For `app.calculations`: what it may reckon with beside its own tables. No file can say it."""
        return self._tables

    def knowing(self, tables: Tables) -> Self:
        """The same town with these tables confirmed."""
        town = self.model_copy()
        town._tables = tables  # noqa: SLF001 (of the same class)
        return town

    def offering_of(self, procedure_key: str) -> Offering:
        """Also finds what is no longer offered: open cases outlive it. Raises NotFound."""
        offering = self.offerings.get(procedure_key)
        if offering is None:
            raise NotFound
        return offering

    def section_of(self, procedure_key: str) -> Section:
        """The section that answers for the procedure. Raises NotFound."""
        wanted = self.offering_of(procedure_key).section
        return next(section for section in self.sections if section.key == wanted)

    def find_place(self, key: str) -> Place | None:
        """None also for a place that is closed by now: what was done there outlives it."""
        return next((place for place in self.places if place.key == key), None)

    def contact_of(self, procedure_key: str) -> Contact:
        """Whom to ask about the procedure: what it says itself, else its section, else the town."""
        own, section = self.offering_of(procedure_key).contact, self.section_of(procedure_key)
        return Contact(
            name=own.name if own else section.name,
            phone=(own and own.phone) or section.phone or self.phone,
            email=(own and own.email) or section.email or self.email,
            hours=(own and own.hours) or section.hours or self.office_hours,
        )

    def takes_identity_papers(self, procedure_key: str) -> bool:
        """Whether photos of papers may stand for the card there."""
        own = self.offering_of(procedure_key).identity_papers
        return self.identity_papers.accepted if own is None else own

    def purpose_of_use_of(self, procedure_key: str) -> Text:
        """What the answers are used for (個人情報保護法62条: said before they are asked)."""
        return self.offering_of(procedure_key).purpose_of_use or self.purpose_of_use

    def list_open_disasters(self, today: date) -> tuple[Disaster, ...]:
        """Newest first; empty when none is open."""
        found = [disaster for disaster in self.disasters if disaster.is_open_on(today)]
        return tuple(sorted(found, key=lambda disaster: disaster.began_on, reverse=True))

    def list_enabled(self) -> tuple[str, ...]:
        """Keys of the procedures offered, in the order of the file."""
        return tuple(key for key, offering in self.offerings.items() if offering.enabled)

    def check_against(self, procedure_keys: Collection[str]) -> tuple[str, ...]:
        """One Japanese sentence per offering of a procedure that doesn't exist."""
        known = "、".join(sorted(procedure_keys))
        return tuple(
            f"offerings.{key}: この名前の手続はありません。次のどれかを書いてください: {known}"
            for key in self.offerings
            if key not in procedure_keys
        )

    def missing_amounts(self, units: Mapping[str, Collection[str]]) -> tuple[str, ...]:
        """One Japanese sentence per amount an offered procedure names and the town's table lacks.

        `units`: the names by the key of the procedure. Nobody could apply for it: nothing can be calculated.
        """
        return tuple(
            f"offerings.{key}.fees: 「{unit}」の金額がありません。書くまで、この手続は申請できません。"
            for key in self.list_enabled()
            for unit in units.get(key, ())
            if unit not in self.offerings[key].fees
        )

    def list_unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Every value and section waiting for the town's confirmation, in the order of the file."""
        return tuple(unconfirmed_in(self))


def _problems_of_identity(town: Municipality) -> Iterator[str]:
    expected = prefecture_of(town.local_government_code)
    if town.prefecture != expected:
        yield f"prefecture: コードの先頭2桁は{expected}です。都道府県名かコードを直してください。"
    if town.mayor_title != _HEADS[town.kind]:
        yield f"mayor_title: {town.name}の場合は「{_HEADS[town.kind]}」と書いてください。"


def _problems_of_keys(town: Municipality) -> Iterator[str]:
    sections = [section.key for section in town.sections]
    places = [place.key for place in town.places]
    lists = ((f"lists.{name}", [item.key for item in items]) for name, items in town.lists.items())
    disasters = [each.key for each in town.disasters]
    for place, keys in (("sections", sections), ("places", places), ("disasters", disasters), *lists):
        for twice in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{place}: key「{twice}」が重なっています。別の名前にしてください。"
    for key in town.often:
        if key not in town.offerings:
            yield f"often: 「{key}」は offerings にありません。offerings にある名前を書いてください。"
    for key, offering in town.offerings.items():
        if offering.section not in sections:
            yield (
                f"offerings.{key}.section: 「{offering.section}」という担当課はありません。"
                f"sections の key から選んでください({'、'.join(sections)})。"
            )
