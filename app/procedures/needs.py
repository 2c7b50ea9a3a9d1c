"""Which records of a person a procedure has a use for, and so may keep with a draft."""

from app.procedures.definition import Procedure
from app.procedures.linting import every_question

ALWAYS = ("person", "household", "is_protected", "previous")


def families_of(procedure: Procedure) -> frozenset[str]:
    """The first words of terms (`care`, `person`): those its questions are prefilled from, and what it says itself.

    `knows` of a definition adds what only named rules look at (個人情報保護法61条: no more than the purpose needs).
    """
    terms = (
        term
        for each in every_question(procedure)
        for term in (each.prefill, getattr(each, "candidates", None))
    )
    named = {term.partition(".")[0] for term in terms if term}
    return frozenset({*ALWAYS, *procedure.knows, *named})
