"""Sentences a person stands behind."""

import pytest

from tests.procedures.making import a_question, complaints, gather

TRUTH = a_question("statement")


def test_only_a_tick_is_a_statement() -> None:
    """Must catch: any value at all taken for a consent."""
    assert gather(TRUTH, {"asked": ["yes"]}).answer is True
    for value in ("on", "true", "1", "no"):
        assert complaints(gather(TRUTH, {"asked": [value]})) == [
            ("asked", "askedを読んで、チェックを入れてください。")
        ]


def test_what_was_not_said_has_no_answer() -> None:
    """Must catch: a consent refused kept as an answer that could be read as one given."""
    assert gather(a_question("statement", required=False), {}).answer is None
    assert TRUTH.boxes(None, "asked") == {"asked": []}
    assert TRUTH.show(None) == ""
    assert TRUTH.columns(None) == {"asked": ""}


@pytest.mark.parametrize("given", [{"prefill": "person.family_name"}, {"copy_from": "other"}])
def test_nobody_states_anything_beforehand(given: dict[str, str]) -> None:
    """Must catch: a consent that is ticked when the page opens."""
    assert a_question("statement", **given).problems() == ["a statement cannot be prefilled"]
    assert TRUTH.problems() == []
