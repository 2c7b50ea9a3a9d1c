"""Where a person can be reached."""

import pytest
from hypothesis import given

from tests.japan.reading import any_text
from tests.procedures.making import a_question, complaints, gather

PHONE = a_question("phone", prefill="person.phone")
EMAIL = a_question("email", prefill="person.email")


@given(text=any_text)
def test_whatever_was_taken_is_taken_again_unchanged(text: str) -> None:
    for question in (PHONE, EMAIL):
        answer = gather(question, {"asked": [text]}).answer
        if answer is not None:
            assert gather(question, question.boxes(answer, "asked")).answer == answer


@pytest.mark.parametrize("typed", ["090-0000-0101", "０９０（００００）０１０１", "+81 90 0000 0101"])
def test_a_telephone_number_is_kept_as_digits(typed: str) -> None:
    assert gather(PHONE, {"asked": [typed]}).answer == "09000000101"


def test_it_is_shown_with_hyphens_and_exported_as_digits() -> None:
    assert PHONE.show("09000000101") == "090-0000-0101"
    assert PHONE.columns("09000000101") == {"asked": "09000000101"}


def test_the_register_suggests_a_number_in_the_form_we_keep() -> None:
    """Must catch: hyphens in the stored number, which no search would find again."""
    assert PHONE.suggested({"person.phone": "090-0000-0101"}) == "09000000101"
    assert EMAIL.suggested({"person.email": "yoko@mail.example"}) == "yoko@mail.example"


def test_a_number_too_old_to_be_dialled_is_not_suggested() -> None:
    """Must catch: 00-0199 saved behind somebody's back, and refused when they submit."""
    assert PHONE.suggested({"person.phone": "00-0199"}) is None
    assert EMAIL.suggested({"person.email": "none"}) is None
    assert PHONE.suggested({}) is None


def test_a_slip_is_told_at_its_box() -> None:
    assert [at for at, _ in complaints(gather(PHONE, {"asked": ["090-0000"]}))] == ["asked"]
    assert [at for at, _ in complaints(gather(EMAIL, {"asked": ["a@b"]}))] == ["asked"]
