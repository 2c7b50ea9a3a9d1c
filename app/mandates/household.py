"""A household as one may see it → the children one acts for by law, and the adults one may ask. Pure."""

from datetime import date

from app.japan.ages import age_on
from app.japan.relationships import relation_to
from app.prefill.household import Household, Member

OF_AGE = 18  # 民法4条


def minors_of(household: Household | None, person_key: str, today: date) -> tuple[Member, ...]:
    """One's own children under 18 of the same household (民法818条, 824条), as far as its words are sure of it.

    Nobody under protection: the register shows such a household to nobody, and so knows of no child in it.
    """
    return tuple(
        member
        for relation, member in _others(household, person_key)
        if relation == "child" and age_on(member.date_of_birth, today) < OF_AGE
    )


def adults_of(household: Household | None, person_key: str, today: date) -> tuple[Member, ...]:
    return tuple(
        member
        for _, member in _others(household, person_key)
        if age_on(member.date_of_birth, today) >= OF_AGE
    )


def _others(household: Household | None, person_key: str) -> list[tuple[str | None, Member]]:
    if household is None or household.protected:
        return []
    mine = [member for member in household.members if member.key == person_key]
    if not mine:
        return []
    own = mine[0].relationship_to_head
    return [
        (relation_to(own, member.relationship_to_head), member)
        for member in household.members
        if member.key != person_key
    ]
