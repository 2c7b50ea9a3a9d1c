"""What is known of a person → what whoever acts for them is told of it. Pure."""

from collections.abc import Mapping
from typing import Any

from app.mandates.kinds import MandateKind
from app.prefill.facts import NOTHING_KNOWN, Fact, Facts, Plain

# Of the person themselves. Who lives with them, whom they married, and what they are paid is not the proxy's.
# And not `is_protected`: where it is False, rules take the silence of every other ledger for "there is nothing".
_OWN = frozenset({"person", "care"})
_NOT_OF_THEMSELVES = frozenset({"care.bank_account"})
# Lists of people, of which the row of the person alone is told.
_LISTS = frozenset({"household.members", "care.insured_people"})
# Nor whether there is an account on record, and money on its way.
_NOT_TOLD = frozenset({"spouse", "spouse_address", "spouse_standing", "bank_mode", "high_cost_from"})


def is_shielded(facts: Facts) -> bool:
    """支援措置, or a register that is silent and cannot say that there is none: then nobody is told anything."""
    return facts.unavailable or facts.value_of("is_protected") is True


def told_to_proxy(facts: Facts, kind: MandateKind, person_key: str) -> Facts:
    """Parents see what they see of their household anyway."""
    if is_shielded(facts):
        return NOTHING_KNOWN
    if kind is MandateKind.PARENT:
        return facts
    told = {term: fact for term, fact in facts.items() if _is_own(term)}
    for term in _LISTS & set(facts):
        told[term] = _alone(facts[term], person_key)
    return Facts(told, facts.unavailable, facts.version)


def _is_own(term: str) -> bool:
    if term in _LISTS or any(term == each or term.startswith(f"{each}.") for each in _NOT_OF_THEMSELVES):
        return False
    return term.partition(".")[0] in _OWN


def _alone(listed: Fact, person_key: str) -> Fact:
    rows: Any = listed.value
    kept: list[Plain] = [_of_themselves(row) for row in rows if row.get("key") == person_key]
    return Fact(kept, listed.source, listed.as_of)


def _of_themselves(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _NOT_TOLD}
