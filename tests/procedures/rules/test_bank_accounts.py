"""Whose account it is."""

from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import CHECKS
from tests.procedures.rules.families import MAY

PARENT, CHILD = {"family": "オカモト", "given": "ミホ"}, {"family": "オカモト", "given": "ユズハ"}


def complains(name: str, **answers: Any) -> list[str]:
    return [complaint.question for complaint in CHECKS[name](answers, Context(MAY))]


@pytest.mark.parametrize(
    ("holder", "kana", "fits"),
    [
        ("オカモト ミホ", ("オカモト", "ミホ"), True),
        ("ｵｶﾓﾄ ﾐﾎ", ("オカモト", "ミホ"), True),
        ("シヨウジ リヨウコ", ("ショウジ", "リョウコ"), True),
        ("カオル イズミ", ("カヲル", "イヅミ"), True),
        ("ティラングエン", ("ティ・ラン", "グエン"), True),
        ("NGUYEN THI LAN", ("グエン", "ティ ラン"), True),
        ("オカモト タクヤ", ("オカモト", "ミホ"), False),
        ("オーノ ハナ", ("オオノ", "ハナ"), False),
    ],
)
def test_an_account_is_the_recipients(holder: str, kana: tuple[str, str], fits: bool) -> None:
    """Must catch: the spouse's account; and a reading refused for how banks have to write it."""
    told = {"family": kana[0], "given": kana[1]}
    for key in ("bank_account", "unpaid_account"):
        found = complains(
            "account_is_the_applicants", **{key: {"holder_kana": holder}, "applicant_kana": told}
        )
        assert found == ([] if fits else [key])


def test_nothing_is_compared_before_both_are_there() -> None:
    assert complains("account_is_the_applicants", applicant_kana=PARENT) == []
    assert complains("account_is_the_applicants", bank_account={"holder_kana": "アカ"}) == []
    assert complains("account_is_the_childs", bank_account={"holder_kana": "アカ"}) == []


@pytest.mark.parametrize(
    ("kind", "holder", "fits"),
    [
        ("child", "オカモト ユズハ", True),
        ("child", "オカモト ミホ", False),
        ("guardian", "オカモト ミホ", True),
        ("guardian", "オカモト ユズハ", False),
        ("child", "オカモト タクヤ", False),
    ],
)
def test_what_is_unpaid_goes_to_the_child_or_to_who_was_said(kind: str, holder: str, fits: bool) -> None:
    """Must catch: the account of the dead."""
    answers = {
        "bank_holder_kind": kind,
        "bank_account": {"holder_kana": holder},
        "applicant_kana": PARENT,
        "claimant_child_kana": CHILD,
    }
    assert complains("account_is_the_childs", **answers) == ([] if fits else ["bank_account"])
