"""The file of invented households → the people who have a card to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from app.auth.jpki.profile import Purpose
from app.sandboxes.card.lettering import Lettered, lettered

# The digits a card uses; the file may have words.
_SEXES = {"male": "1", "m": "1", "男": "1", "1": "1", "female": "2", "f": "2", "女": "2", "2": "2"}


class CardState(StrEnum):
    """What has become of a card. `MOVED`: 署名用電子証明書 went with the old address, the other one stays."""

    FINE = "fine"
    EXPIRED = "expired"
    REVOKED = "revoked"
    MOVED = "moved"


@dataclass(frozen=True)
class Household:
    """People listed together; `note` says why somebody rehearsing might want them."""

    number: int
    title: str
    note: str


@dataclass(frozen=True)
class Persona:
    """An invented person with a card, and what the card says. `date_of_birth` is None where only part is known.

    `sex` is the card's digit: 1 male, 2 female, 3 not known.
    """

    key: str
    household: Household
    name: Lettered
    kana: str
    address_told: Lettered
    date_of_birth: date | None
    sex: str
    state: CardState
    pins: Mapping[Purpose, str] = field(repr=False)

    @property
    def full_name(self) -> str:
        return self.name.text

    @property
    def address(self) -> str:
        return self.address_told.text

    @property
    def pin(self) -> str:
        return self.pins[Purpose.AUTHENTICATION]


def read_personas(path: Path) -> dict[str, Persona]:
    """By key, in the order of the file. Fields this reader does not know are left alone."""
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or []
    households = content.get("households", []) if isinstance(content, Mapping) else content
    return {
        persona.key: persona
        for number, each in enumerate(households, 1)
        for persona in _in_household(each, number)
    }


def _in_household(household: Mapping[str, Any], number: int) -> Iterator[Persona]:
    persons = household.get("persons") or []
    name = next((str(person["family_name"]) for person in persons if person.get("family_name")), str(number))
    listed = Household(number, f"{name}さんの世帯", str(household.get("note") or ""))
    for person in persons:
        card = person.get("card")
        if isinstance(card, Mapping) and card.get("pin") is not None:
            address = person.get("address") or household.get("address")
            # Whoever is on their way still has the address of before on the card.
            before = (person.get("moved_in") or {}).get("previous") if household.get("expected") else None
            yield _persona_of(person, listed, before or address)


def _persona_of(person: Mapping[str, Any], household: Household, address: Any) -> Persona:
    card = person["card"]
    pin = str(card["pin"]).zfill(4)
    return Persona(
        key=str(person["key"]),
        household=household,
        name=lettered(_both(person, "family_name", "given_name")),
        kana=_both(person, "family_name_kana", "given_name_kana"),
        address_told=lettered(_address_of(address)),
        date_of_birth=_date_of(person.get("date_of_birth")),
        sex=_SEXES.get(str(person.get("sex", "")).lower(), "3"),
        state=CardState(card.get("state", CardState.FINE)),
        pins={
            Purpose.AUTHENTICATION: pin,
            Purpose.SIGNATURE: str(card.get("signing_pin") or f"MIDORI{pin}"),
        },
    )


def _both(person: Mapping[str, Any], family: str, given: str) -> str:
    """Family and given name with the full-width space of the card; some people have only one of them."""
    return "　".join(str(person[name]) for name in (family, given) if person.get(name))


def _address_of(address: Any) -> str:
    """A card has the address as one line without a postcode."""
    if isinstance(address, Mapping):
        parts = {name: str(part) for name, part in address.items() if part and "post" not in name}
        return "".join(f"　{part}" if "building" in name else part for name, part in parts.items())
    return str(address or "")


def _date_of(given: Any) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None
