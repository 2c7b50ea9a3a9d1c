"""The members of a household → those a procedure asks about, by age and by what they are to the applicant. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.japan.ages import age_on, school_year_end_after
from app.japan.relationships import relation_to

Person = Mapping[str, Any]
Row = dict[str, Any]


def others_of(members: Iterable[Person]) -> list[Row]:
    """Everybody but the applicant. One household is one address; what they are to the applicant where it is sure, and
    the other way round in `applicant_kin`.
    """
    everybody = list(members)
    me: Person = next((person for person in everybody if person.get("is_self")), {})
    return [_beside(me, person) for person in everybody if not person.get("is_self")]


def _beside(me: Person, person: Person) -> Row:
    mine, theirs = str(me.get("relationship_to_head")), str(person.get("relationship_to_head"))
    relations = {
        "relationship_to_applicant": relation_to(mine, theirs),
        "applicant_kin": relation_to(theirs, mine),
    }
    known = {name: relation for name, relation in relations.items() if relation}
    return {**person, "cohabit": "together", "univ_cohabit": "together", **known}


def adults_among(people: Iterable[Person], today: date) -> list[Row]:
    """From 18 on (民法4条)."""
    return [{**row} for row in people if age_on(date.fromisoformat(str(row["date_of_birth"])), today) >= 18]


def children_among(people: Iterable[Row], today: date) -> list[Row]:
    """Until the school year ends in which they are 18 (児童手当法3条1項)."""
    return [row for row in people if today <= _school_year_end(row, 18)]


def students_among(people: Iterable[Row], today: date) -> list[Row]:
    """After it, until that in which they are 22, whatever they do."""
    return [row for row in people if _school_year_end(row, 18) < today <= _school_year_end(row, 22)]


def preschoolers_among(people: Iterable[Row], today: date) -> list[Row]:
    """小学校就学の始期に達するまで (子ども・子育て支援法6条1項)."""
    return [row for row in people if today <= _school_year_end(row, 6)]


def joined(rows: Iterable[Row], ledger: Iterable[Person]) -> list[Row]:
    """Each with what a ledger has of the same person beside."""
    told = {person["key"]: person for person in ledger}
    return [{**told.get(row["key"], {}), **row} for row in rows]


# A joined list → that of the ledger; what everybody's row has is of the resident register.
JOINED = {
    "childcare.adults": "childcare.parents",
    "childcare.others": "childcare.enrolled",
    "childcare.preschoolers": "childcare.enrolled",
    "household.children": "deceased.survivors",
}
_OF_EVERYBODY = frozenset(
    {
        *("family_name", "given_name", "family_name_kana", "given_name_kana"),
        *("alias", "date_of_birth", "sex"),
        *(
            "relationship_to_head",
            "relationship_to_applicant",
            "applicant_kin",
            "phone",
            "address",
            "cohabit",
            "univ_cohabit",
        ),
    }
)


def record_of(candidates: str, term: str) -> str:
    """The list from which a part of a row (`row.employer_name`, `row`) was read."""
    part = term.partition(".")[2].partition(".")[0]
    if candidates not in JOINED:
        return candidates
    return "household.members" if not part or part in _OF_EVERYBODY else JOINED[candidates]


def _school_year_end(person: Person, age: int) -> date:
    return school_year_end_after(date.fromisoformat(person["date_of_birth"]), age)
