"""The file of invented households → the people who have a card to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

# The digits a card uses; the file may have words.
_SEXES = {"male": "1", "m": "1", "男": "1", "1": "1", "female": "2", "f": "2", "女": "2", "2": "2"}


@dataclass(frozen=True)
class Household:
    """People listed together; `note` says why somebody rehearsing might want them."""

    number: int
    title: str
    note: str


@dataclass(frozen=True)
class Persona:
    """An invented person with a card. `date_of_birth` is ISO 8601, None where only part of it is known."""

    key: str
    household: Household
    full_name: str
    kana: str
    address: str
    date_of_birth: str | None
    sex: str
    pin: str = field(repr=False)


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
            yield _persona_of(person, listed, person.get("address") or household.get("address"))


def _persona_of(person: Mapping[str, Any], household: Household, address: Any) -> Persona:
    return Persona(
        key=str(person["key"]),
        household=household,
        full_name=_both(person, "family_name", "given_name"),
        kana=_both(person, "family_name_kana", "given_name_kana"),
        address=_address_of(address),
        date_of_birth=_date_of(person.get("date_of_birth")),
        sex=_SEXES.get(str(person.get("sex", "")).lower(), "3"),
        pin=str(person["card"]["pin"]).zfill(4),
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


def _date_of(given: Any) -> str | None:
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        return None
