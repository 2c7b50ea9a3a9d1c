"""What is shown of a card: with what the register knows beside it, and never an address it has not spoken of."""

from datetime import date

import pytest

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.prefill.facts import NOTHING_KNOWN
from app.web.counter.staff.cards import told_by
from tests import make

FOUR = BasicFour("水野　陽子", "長野県若葉郡みどり野町若葉台一丁目2番3号", date(1995, 6, 14), "2")


def test_the_register_says_how_it_is_read() -> None:
    told = told_by(FOUR, Finding("mizuno_yoko", settled=True), make.facts_of("mizuno_yoko"))
    assert (told.name, told.kana, told.address) == ("水野 陽子", "ミズノ ヨウコ", FOUR.address)
    assert (told.is_protected, told.is_newcomer) == (False, False)


@pytest.mark.parametrize(
    ("finding", "facts"),
    [
        (Finding("aoki_rina", settled=True), make.facts_of("aoki_rina")),
        (Finding("aoki_rina", settled=True), NOTHING_KNOWN),
        (NOT_KNOWN, NOTHING_KNOWN),
    ],
    ids=["protected", "found, and then silent", "silent"],
)
def test_no_address_is_shown_that_may_be_protected(finding: Finding, facts: object) -> None:
    """I-39g. Must catch: the address of somebody under protection on a screen, as the register was silent."""
    assert told_by(FOUR, finding, facts).address == ""  # type: ignore[arg-type]  # either of the two


def test_who_is_not_of_the_town_is_shown_as_on_the_card() -> None:
    told = told_by(FOUR, Finding(None, settled=True), NOTHING_KNOWN)
    assert (told.address, told.is_newcomer) == (FOUR.address, True)
