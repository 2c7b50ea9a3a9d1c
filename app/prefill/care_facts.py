"""The ledger of long-term care insurance → what somebody may be shown of themselves and of whom they live with.

Of the others only what is needed to ask for their care: nothing of money, since who has how much is theirs to tell.
"""

from collections.abc import Iterator, Mapping

from app.japan.relationships import relation_to
from app.prefill.care_ledger import CareEntry
from app.prefill.facts import Plain
from app.prefill.household_facts import spouse_at_home
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson
from app.prefill.sources import Source
from app.prefill.telling import account_of, address_of, identity_of, without_nothing

_Told = dict[str, Plain | None]
# 本人との続柄, as the forms have it.
_WORDS = {
    "spouse": "配偶者",
    "child": "子",
    "child_in_law": "子の配偶者",
    "grandchild": "孫",
    "parent": "親",
    "grandparent": "祖父母",
    "sibling": "きょうだい",
    "nephew_niece": "おい・めい",
    "uncle_aunt": "おじ・おば",
}


def care_of(
    person: RegisteredPerson, home: RegisteredHousehold
) -> Iterator[tuple[str, Plain | None, Source]]:
    """Under protection nobody else, and nothing of where somebody is cared for or paid."""
    if person.care is not None:
        own = _certified(person.care) | ({} if home.protected else _places(person.care))
        money = _money(person.care) | ({} if home.protected else _paid_into(person.care))
        for name, value in {**_flat(own), **money}.items():
            yield f"care.{name}", value, Source.CARE_LEDGER
    others = () if home.protected else tuple(each for each in home.persons if each.key != person.key)
    rows: list[Plain] = [_row(each, person, home) for each in (person, *others) if each.care]
    if rows:
        yield "care.insured_people", rows, Source.CARE_LEDGER


def _row(insured: RegisteredPerson, asking: RegisteredPerson, home: RegisteredHousehold) -> dict[str, Plain]:
    told: _Told = {"key": insured.key, **identity_of(insured)}
    if insured.key != asking.key:
        pair = asking.relationship_to_head, insured.relationship_to_head
        told["relationship_to_applicant"] = relation_to(*pair)
        told["applicant_relationship"] = _WORDS.get(relation_to(*reversed(pair)) or "")
        told |= _files_for(asking, relation_to(*pair))
    if insured.care:
        told |= _certified(insured.care)
        told["certified_before"] = "here" if insured.care.level else None
        if not home.protected:
            told |= _habits(insured.care) | (_own_habits(insured.care) if insured.key == asking.key else {})
            moved_in_on = insured.moved_in.day.isoformat() if insured.moved_in else None
            told |= {"address": address_of(insured.address), **_places(insured.care)}
            told |= {"moved_in_on": moved_in_on, **_married(insured, home), **_former(insured.care)}
    return without_nothing(told)


def _files_for(asking: RegisteredPerson, relation: str | None) -> _Told:
    """A relative of the same home; of others who live there nobody can tell."""
    if relation is None:
        return {}
    name: _Told = {"family_name": asking.family_name, "given_name": asking.given_name}
    kind = "spouse" if relation == "spouse" else "family_together"
    return {"filer": without_nothing(name), "filer_kind": kind, "filer_attends": True}


def _habits(entry: CareEntry) -> _Told:
    """How the town does it for this person already; each may be changed."""
    return {
        "letters": "on_record" if entry.letters_elsewhere else "registered",
        "delivery": "post_elsewhere" if entry.letters_elsewhere else "post",
        "bought_before": "no" if entry.equipment_kinds == () else None,
    }


def _own_habits(entry: CareEntry) -> _Told:
    """Whoever they live with is told nothing of money."""
    return {"bank_mode": "current" if entry.bank_account else None, "high_cost_from": entry.high_cost_from}


def _married(insured: RegisteredPerson, home: RegisteredHousehold) -> _Told:
    """A spouse in another household is not told to whom they do not live with."""
    spouse = spouse_at_home(insured, home)
    if spouse is None:
        return {"spouse_standing": "no" if insured.spouse is False else None}
    identity = identity_of(spouse)
    named = {
        name: identity[name] for name in ("family_name", "given_name", "family_name_kana", "given_name_kana")
    }
    return {
        "spouse_standing": "yes",
        "spouse": without_nothing(named | {"date_of_birth": identity["date_of_birth"]}),
        "spouse_address": address_of(spouse.address),
    }


def _certified(entry: CareEntry) -> _Told:
    return {
        "insured_number": entry.insured_number,
        "level": entry.level,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else None,
    }


def _former(entry: CareEntry) -> _Told:
    """As 受給資格証明書 has it; where somebody came from is told to nobody under protection."""
    former = entry.former.model_dump(mode="json") if entry.former else {}
    return {f"former_{name}": value for name, value in former.items()}


def _places(entry: CareEntry) -> _Told:
    """Where somebody is, and who sees them there."""
    admitted_on = entry.admitted_on.isoformat() if entry.admitted_on else None
    told: _Told = {"place_now": entry.place_now, "place_name": entry.place_name, "admitted_on": admitted_on}
    if clinic := entry.clinic:
        told |= {
            "doctor_name": clinic.doctor.model_dump(),
            "clinic_name": clinic.name,
            "clinic_department": clinic.department,
            "clinic_address": address_of(clinic.address),
            "clinic_phone": clinic.phone,
        }
    if office := entry.office:
        told |= {
            "office_number": office.number,
            "office_name": office.name,
            "office_phone": office.phone,
            "manager_name": office.manager.model_dump(),
        }
    return told


def _money(entry: CareEntry) -> _Told:
    certificates: list[Plain] = [*entry.certificates]
    return {
        "burden_ratio": entry.burden_ratio,
        "equipment_spent_yen": entry.equipment_spent_yen,
        "home_modification_spent_yen": entry.home_modification_spent_yen,
        "high_cost_notice_number": entry.high_cost_notice_number,
        "has_limit_certificate": entry.has_limit_certificate,
        "certificates": certificates,
    }


def _paid_into(entry: CareEntry) -> _Told:
    return {"bank_account": account_of(entry.bank_account)}


def _flat(told: _Told) -> _Told:
    """Names and addresses by their parts, as a question about one asks for them."""
    flat: _Told = {}
    for name, value in told.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            flat[name] = value
    return flat
