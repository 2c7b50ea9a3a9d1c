"""What is known about an applicant → the terms a procedure may be prefilled from. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.applications.relatives import (
    JOINED,
    Row,
    adults_among,
    children_among,
    joined,
    others_of,
    preschoolers_among,
    students_among,
)
from app.japan.relationships import HEAD
from app.municipality.effective import usable_parameters
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.context import Context

# What a definition may be prefilled from beside `app.prefill.terms`: worked out on the day, so nothing of it is kept.
# Those of the household are missing where it is: for a guest, and under protection.
DERIVED = frozenset(
    {
        "town.prefecture",
        "town.city",
        "town.disasters",  # [{key, name}]
        "household.head.family_name",
        "household.head.given_name",
        "household.own_relationship",  # to the head, in the register's word (妻, 子)
        "household.own_standing",  # (head, member)
        # People, with `cohabit` and `univ_cohabit` (together), and as far as the register is sure with
        # `relationship_to_applicant` (child, grandchild, sibling, spouses_child, parent, spouse …), and with
        # `applicant_kin`, what the applicant is to them in the same codes.
        "household.others",  # everybody but the applicant
        "household.adults",  # from 18 on, the applicant among them
        "household.children",  # until the end of the school year of 18, with what `deceased.survivors` has of them
        "household.students",  # after it, until that of 22
        "household.preschoolers",  # until that of 6
        "childcare.adults",  # adults, with what `childcare.parents` has of them
        "childcare.others",  # `household.others`, with what `childcare.enrolled` has of who is enrolled
        "childcare.preschoolers",  # preschoolers, with what `childcare.enrolled` has of who is enrolled
        "child_allowance.candidates",  # children of the household who are not in the ledger
        "child_allowance.student_candidates",  # students of the ledger, and those who could be
        "child_allowance.counted",  # the whole ledger
        "spouse.standing",  # (yes, no)
        "spouse.cohabit",  # (together, apart)
        # (yes, no_japan, no_abroad): whether the applicant lived here on the 1 January that counts for taxes.
        "tax.january_first_in_town",
        "tax.spouse_january_first_in_town",  # the same for a spouse who lives here too
    }
)


def context_of(
    facts: Mapping[str, Any], town: Municipality, today: date, procedure_key: str | None = None
) -> Context:
    """`facts` as they were kept with the draft: what the register said then, not now.

    Without `procedure_key` there are no parameters, for where only what is known is asked.
    """
    known = {term: fact.value for term, fact in Facts.from_json(facts).items()} if facts else {}
    others = others_of(_people(known, "household.members"))
    terms = {
        **known,
        **_of_the_members(known),
        **_of_the_town(town, today),
        **_of_the_head(known),
        **_of_oneself(known),
        **_of_the_others(known, others, today),
        **_of_the_spouse(known),
        **_of_the_allowance(known, others, today),
        **_of_the_first_of_january(known, town, today),
    }
    offering = town.offerings.get(procedure_key or "")
    parameters = usable_parameters(offering) if offering else {}
    return Context(today, terms, town.closed_days.calendar, parameters, town.confirmations())


def _of_the_members(known: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever files a new head is that person, or another of the household; of an agent no register knows."""
    members = _people(known, "household.members")
    rows = [{**row, "head_filer": "new_head" if row.get("is_self") else "member"} for row in members]
    return {"household.members": rows} if rows else {}


def _of_the_town(town: Municipality, today: date) -> dict[str, Any]:
    disasters = [{"key": each.key, "name": each.name} for each in town.list_open_disasters(today)]
    lists = {
        f"town.lists.{name}": [item.model_dump(exclude_none=True) for item in items]
        for name, items in town.lists.items()
    }
    return {"town.prefecture": town.prefecture, "town.city": town.city, "town.disasters": disasters, **lists}


def _of_the_head(known: Mapping[str, Any]) -> dict[str, Any]:
    members = known.get("household.members") or []
    heads = [person for person in members if person.get("relationship_to_head") == HEAD]
    if not heads:
        return {}
    return {f"household.head.{part}": heads[0].get(part) for part in ("family_name", "given_name")}


def _of_oneself(known: Mapping[str, Any]) -> dict[str, Any]:
    mine = [
        row.get("relationship_to_head") for row in _people(known, "household.members") if row.get("is_self")
    ]
    if not mine or not mine[0]:
        return {}
    standing = "head" if mine[0] == HEAD else "member"
    return {"household.own_relationship": mine[0], "household.own_standing": standing}


def _of_the_spouse(known: Mapping[str, Any]) -> dict[str, Any]:
    """In the words of the question; whether a divorce is under discussion no register knows."""
    exists = known.get("spouse.exists")
    if exists is None:
        return {}
    if not exists:
        return {"spouse.standing": "no"}
    lives_elsewhere = any(term.startswith("spouse.address.") for term in known)
    return {"spouse.standing": "yes", "spouse.cohabit": "apart" if lives_elsewhere else "together"}


def _people(known: Mapping[str, Any], term: str) -> list[Row]:
    return list(known.get(term) or [])


def _of_the_others(known: Mapping[str, Any], others: list[Row], today: date) -> dict[str, Any]:
    if "household.members" not in known:
        return {}
    preschoolers = preschoolers_among(others, today)
    adults = adults_among(_people(known, "household.members"), today)
    by_list = {
        "childcare.adults": adults,
        "childcare.others": others,
        "childcare.preschoolers": preschoolers,
        "household.children": children_among(others, today),
    }
    ledgers = {name: joined(rows, _people(known, JOINED[name])) for name, rows in by_list.items()}
    return {
        **ledgers,
        "childcare.preschoolers": _beside_siblings(ledgers["childcare.preschoolers"]),
        "household.adults": adults,
        "household.others": others,
        "household.students": students_among(others, today),
        "household.preschoolers": preschoolers,
    }


def _beside_siblings(rows: list[Row]) -> list[Row]:
    """Whether a brother or sister is enrolled in this town; of other towns no ledger tells."""
    enrolled = {row["key"] for row in rows if row.get("facility_name")}
    return [row | ({"sibling_enrolled": "in_town"} if enrolled - {row["key"]} else {}) for row in rows]


def _of_the_allowance(known: Mapping[str, Any], others: list[Row], today: date) -> dict[str, Any]:
    """Members young enough to be paid for, or to be counted, and not in the ledger yet; never oneself.

    `counted` is the whole ledger: who may leave.
    """
    students = _people(known, "child_allowance.students")
    counted = [*_people(known, "child_allowance.children"), *students]
    in_ledger = {person["key"] for person in counted}
    free = [row for row in others if row["key"] not in in_ledger]
    return {
        "child_allowance.candidates": children_among(free, today),
        "child_allowance.student_candidates": [*students, *students_among(free, today)],
        "child_allowance.counted": counted,
    }


def _of_the_first_of_january(known: Mapping[str, Any], town: Municipality, today: date) -> dict[str, Any]:
    """From July on this year's 1 January counts, before it that of last year.

    Nothing where no record says that the applicant lives here, and nothing under protection.
    """
    here = (known.get("person.address.prefecture"), known.get("person.address.city"))
    if known.get("is_protected") is not False or here != (town.prefecture, town.city):
        return {}
    counts = date(today.year if today.month >= 7 else today.year - 1, 1, 1)
    found = {"tax.january_first_in_town": _lived_here(known, "person", counts)}
    if known.get("spouse.exists") and not any(term.startswith("spouse.address.") for term in known):
        found["tax.spouse_january_first_in_town"] = _lived_here(known, "spouse", counts)
    return found


def _lived_here(known: Mapping[str, Any], who: str, day: date) -> str:
    moved_in_on = known.get(f"{who}.moved_in_on")
    if moved_in_on is None or date.fromisoformat(moved_in_on) <= day:
        return "yes"
    return "no_abroad" if known.get(f"{who}.has_moved_from_abroad") else "no_japan"
