"""The register fills in no less than it did, and never what somebody has to state."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.procedures.questions.base import QuestionBase
from tests import make
from tests.expected.coverage import CARE, CHILDCARE, characters, everything, mean_typed, share_of, walked
from tests.walks import WALKS

# What was reached; docs/measured.md has it for each procedure.
SHARE, TYPED_CHILDREN, TYPED_CARE = 0.9, 5, 15


@pytest.mark.slow
def test_no_less_is_filled_in_than_was_reached() -> None:
    """Must catch: a question that has lost its term, and a register that tells less. Of rows the aim is 90 %."""
    found = everything()
    assert share_of(found) >= SHARE
    assert mean_typed(found, CHILDCARE) <= TYPED_CHILDREN
    assert mean_typed(found, CARE) <= TYPED_CARE


@pytest.mark.parametrize("key", make.catalog())
def test_no_statement_is_ever_filled_in(key: str) -> None:
    """Must catch: an attestation or a consent that somebody only did not take back."""
    procedure = make.catalog()[key]
    statements = [each for each in procedure.questions.values() if each.kind == "statement"]
    for walk in (WALKS[key].person, *(person for person, _ in WALKS[key].others)):
        known = make.context(walk).known
        assert [each.key for each in statements if _fills_in(each, known)] == []
    assert not [
        step.key for step in procedure.steps if step.confirmed_at_check and {*step.questions} & {*statements}
    ]


def questions_of(key: str) -> Mapping[str, QuestionBase]:
    return make.catalog()[key].questions


def _fills_in(question: QuestionBase, known: Any) -> bool:
    return bool(question.prefill or question.copy_from) or question.suggested(known) is not None


def test_only_what_is_typed_is_counted() -> None:
    """Must catch: a tap that counts as typing, or a date that counts as nothing."""
    (first, *_) = walked("child_allowance_donation")
    questions, answers = first.journey.procedure.questions, first.journey.answers
    assert characters(questions["donation_scope"], answers["donation_scope"], {}) == 0
    assert characters(questions["donation_amount"], 12000, {}) == 5
    assert characters(questions["applicant_birth"], "1990-04-10", {}) > 0
    account = questions_of("child_allowance_unpaid_claim")["bank_account"]
    assert characters(account, account.sample(), {}) == len("0143" + "211" + "0012345" + "ミホン ハル")
    known = {"subject.family_name_kana": "ミホン", "subject.given_name_kana": "ハル"}
    assert characters(account, account.sample(), known) == len("0143" + "211" + "0012345")
    assert characters(questions_of("child_allowance_donation")["donation_from"], "2026-12", {}) == 0
    assert first.characters_of(questions["applicant_birth"], optional=True) == 0
