"""A register in memory, and one person's facts, for tests that change one thing."""

from datetime import date
from pathlib import Path
from typing import Any

from app.prefill.facts import Fact, Facts, Plain
from app.prefill.sources import Source

HOUSEHOLDS = Path(__file__).parents[2] / "demo" / "households.yaml"
AS_OF = date(2026, 5, 11)


def fact(value: Plain, source: Source = Source.RESIDENT_REGISTER) -> Fact:
    return Fact(value, source, AS_OF)


def facts(**values: Plain) -> Facts:
    """Keyword names are terms below `person`, with a double underscore for a dot."""
    return Facts({f"person.{name.replace('__', '.')}": fact(value) for name, value in values.items()})


def person(key: str, **changes: Any) -> dict[str, Any]:
    return {
        "key": key,
        "family_name": "見本",
        "given_name": "花",
        "family_name_kana": "ミホン",
        "given_name_kana": "ハナ",
        "date_of_birth": date(1990, 1, 1),
        "sex": "female",
        "relationship_to_head": "世帯主",
        "address": {
            "postcode": "3999999",
            "prefecture": "長野県",
            "city": "若葉郡みどり野町",
            "town": "大字中央",
            "block": "1番地",
        },
        **changes,
    }


def household(key: str, *persons: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"key": key, "note": "", "persons": list(persons), **changes}


def register(*households: dict[str, Any]) -> dict[str, Any]:
    return {"as_of": AS_OF, "households": list(households)}
