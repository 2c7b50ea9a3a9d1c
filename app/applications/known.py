"""What is known about an applicant → the terms a procedure may be prefilled from. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.japan.ages import school_year_end_after
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.context import Context

Person = Mapping[str, Any]
HEADS_CHILD = ("子", "長男", "長女", "二男", "二女", "三男", "三女")
PARENTS = ("世帯主", "妻", "夫", "配偶者")


def context_of(facts: Mapping[str, Any], town: Municipality, today: date) -> Context:
    """`facts` as they were kept with the draft: what the register said then, not now."""
    known = {term: fact.value for term, fact in Facts.from_json(facts).items()} if facts else {}
    terms = {
        **known,
        **_of_the_town(town, today),
        **_of_the_household(known),
        **_of_the_allowance(known, today),
    }
    return Context(today, terms, town.closed_days.calendar)


def _of_the_town(town: Municipality, today: date) -> dict[str, Any]:
    disasters = [{"key": each.key, "name": each.name} for each in town.list_open_disasters(today)]
    lists = {
        f"town.lists.{name}": [item.model_dump(exclude_none=True) for item in items]
        for name, items in town.lists.items()
    }
    return {"town.prefecture": town.prefecture, "town.city": town.city, "town.disasters": disasters, **lists}


def _of_the_household(known: Mapping[str, Any]) -> dict[str, Any]:
    members = known.get("household.members") or []
    heads = [person for person in members if person.get("relationship_to_head") == "世帯主"]
    if not heads:
        return {}
    return {f"household.head.{part}": heads[0].get(part) for part in ("family_name", "given_name")}


def _of_the_allowance(known: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Members young enough to be paid for, or to be counted, and not in the ledger yet; never oneself.

    `counted` is the whole ledger: who may leave.
    """
    members = known.get("household.members") or []
    me: Person = next((person for person in members if person.get("is_self")), {})
    students = list(known.get("child_allowance.students") or [])
    counted = [*(known.get("child_allowance.children") or []), *students]
    in_ledger = {person["key"] for person in counted}
    joining: list[dict[str, Any]] = []
    for person in members:
        born = date.fromisoformat(person["date_of_birth"])
        if person.get("is_self") or person["key"] in in_ledger:
            continue
        if today <= school_year_end_after(born, 18):
            joining.append(_as_child(person, me, known))
        elif today <= school_year_end_after(born, 22):
            students.append({**person, "univ_cohabit": "together"})
    return {
        "child_allowance.candidates": joining,
        "child_allowance.student_candidates": students,
        "child_allowance.counted": counted,
    }


def _as_child(person: Person, me: Person, known: Mapping[str, Any]) -> dict[str, Any]:
    """One household is one address; a child of the head is the child of the head's spouse or of the head."""
    row = {**person, "cohabit": "together"}
    if me.get("relationship_to_head") in PARENTS and person.get("relationship_to_head") in HEADS_CHILD:
        row["relationship_to_applicant"] = "child"
    return row
