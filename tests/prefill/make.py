"""A register in memory, and one person's facts, for tests that change one thing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from app.prefill.facts import Fact, Facts, Plain
from app.prefill.sandbox import SandboxRegister
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


def care(**changes: Any) -> dict[str, Any]:
    """Somebody certified, with a doctor, a care manager and an account."""
    address = person("clinic")["address"]
    return {
        "insured_number": "0000000001",
        "level": "care_2",
        "valid_from": "2025-07-01",
        "valid_to": "2026-06-30",
        "burden_ratio": 2,
        "clinic": {
            "doctor": {"family_name": "医師", "given_name": "守"},
            "name": "隠れ医院",
            "department": "内科",
            "address": {**address, "town": "隠れ町"},
            "phone": "0261-00-9001",
        },
        "office": {
            "number": "2071990010",
            "name": "隠れ介護支援",
            "phone": "0261-00-9002",
            "manager": {"family_name": "担当", "given_name": "望"},
        },
        "place_now": "hospital",
        "place_name": "隠れ病院",
        "bank_account": account(),
        "former": {
            "city": "隠れていた市",
            "insurer_number": "152991",
            "insured_number": "0000000002",
            "level": "care_1",
            "valid_from": "2025-07-01",
            "valid_to": "2026-06-30",
        },
        **changes,
    }


def account(**changes: Any) -> dict[str, Any]:
    return {
        "bank_code": "9900",
        "bank_name": "ゆうちょ",
        "branch_code": "208",
        "branch_name": "隠れ店",
        "number": "0000099",
        "holder_kana": "ミホン ハナ",
        **changes,
    }


def sandbox(folder: Path, *households: dict[str, Any]) -> SandboxRegister:
    path = folder / "households.yaml"
    path.write_text(json.dumps(register(*households), default=str), encoding="utf-8")
    return SandboxRegister(path)
