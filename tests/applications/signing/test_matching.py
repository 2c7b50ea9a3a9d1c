"""Whose card it is: writing that differs, letters the card has not, and people who are not the same."""

from dataclasses import replace
from datetime import date

import pytest

from app.applications.signing.matching import Claimed, differing
from app.auth.jpki.profile import BirthDate
from app.auth.sign_in import BasicFour
from tests.auth.signing_double import YOKO

KNOWN = Claimed("水野　陽子", date(1995, 6, 14), YOKO.address)
NOBODY = Claimed()
TYPED = {
    "applicant_name": {"family": "水野", "given": "陽子"},
    "applicant_birth": "1995-06-14",
    "applicant_address": {
        "prefecture": "長野県",
        "city": "若葉郡みどり野町",
        "town": "若葉台一丁目",
        "block": "2-3",
        "building": "みどり野ハイツ201号室",
    },
}
CONTACT = {"name": "applicant_name", "birth": "applicant_birth", "address": "applicant_address"}


def test_one_is_oneself_by_the_sign_in_and_by_the_form() -> None:
    written = Claimed.in_form(CONTACT, TYPED)
    assert differing(YOKO, KNOWN, written) == ()
    assert differing(YOKO, NOBODY, written) == ()
    four = BasicFour("水野　陽子", YOKO.address, date(1995, 6, 14), "2")
    assert differing(YOKO, Claimed.by_card(four), NOBODY) == ()


@pytest.mark.parametrize(
    ("claimed", "part"),
    [
        (replace(KNOWN, name="水野　健"), "name"),
        (replace(KNOWN, name="水野　陽"), "name"),
        (replace(KNOWN, born=date(1995, 6, 15)), "birth"),
        (replace(KNOWN, address="長野県若葉郡みどり野町若葉台一丁目２番４号"), "address"),
        (replace(KNOWN, address="長野県若葉郡みどり野町若葉台一丁目２番３０号"), "address"),
        (replace(KNOWN, address="長野県若葉郡みどり野町若葉台一丁目２番"), "address"),
        (replace(KNOWN, address="長野県若葉郡みどり野町若葉台一丁目２番３号かえで荘101"), "address"),
    ],
)
def test_somebody_else_is_somebody_else(claimed: Claimed, part: str) -> None:
    """I-39. Must catch: a part that nobody compares, and a house whose number only begins like theirs."""
    assert differing(YOKO, claimed, NOBODY) == (part,)
    if part != "address":
        assert differing(YOKO, KNOWN, claimed) == (part,), "in the form too"


def test_the_address_of_the_form_counts_only_where_the_sign_in_told_none() -> None:
    moving = Claimed.in_form(CONTACT, {**TYPED, "applicant_address": {"city": "かえで市", "block": "1-1"}})
    assert differing(YOKO, KNOWN, moving) == ()
    assert differing(YOKO, NOBODY, moving) == ("address",)


@pytest.mark.parametrize(
    ("on_card", "places", "name", "same"),
    [
        ("高橋　由美", (), "髙橋由美", True),
        ("渡邉　栄", (), "渡邊 榮", True),
        ("辻　　　守", (), "辻\U000e0101守", True),
        ("〓田　茂", (0,), "𠮷田茂", True),
        ("吉田　茂", (0,), "𡈽田茂", True),
        ("吉田　茂", (0,), "吉村茂", False),
        ("吉田　茂", (0,), "大吉田茂", False),
    ],
)
def test_a_letter_the_card_does_not_have_may_be_any(
    on_card: str, places: tuple[int, ...], name: str, same: bool
) -> None:
    """Must catch: people refused whose name the card cannot write, and a wildcard that eats more than its letter."""
    identity = replace(YOKO, name=on_card, name_substituted=places)
    assert (differing(identity, Claimed(name=name), NOBODY) == ()) is same


def test_a_letter_of_the_address_too() -> None:
    identity = replace(YOKO, address="長野県若葉郡みどり野町若葉台一丁目２番３号", address_substituted=(7,))
    assert identity.address[7] == "ど"
    there = Claimed(address="長野県若葉郡み土り野町若葉台1-2-3")
    assert differing(identity, there, NOBODY) == ()
    assert differing(replace(identity, address_substituted=()), there, NOBODY) == ("address",)


@pytest.mark.parametrize(
    ("born", "same"),
    [
        (BirthDate("showa", 1940, 5, 0), True),
        (BirthDate("showa", 1940, 0, 0), True),
        (BirthDate("", 0, 0, 0), True),
        (BirthDate("showa", 1941, 0, 0), False),
        (BirthDate("showa", 1940, 6, 0), False),
    ],
)
def test_of_a_day_that_is_partly_unknown_what_is_known_counts(born: BirthDate, same: bool) -> None:
    claimed = Claimed(born=date(1940, 5, 17))
    assert (differing(replace(YOKO, born=born), claimed, NOBODY) == ()) is same
