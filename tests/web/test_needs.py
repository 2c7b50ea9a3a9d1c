"""What shows who one is stands on a start page once, and only as long as it has not been shown."""

import pytest

from app.applications.assurance import needed_for, needs_card
from app.auth.identity import Assurance
from app.web.resident.needs import needs_of
from tests import make


@pytest.mark.parametrize("key", make.catalog())
def test_the_card_and_its_pin_are_named_once(key: str) -> None:
    """Must catch: the card among the papers too, also where the town wants no card, or the reader has shown it."""
    procedure, town = make.catalog()[key], make.town()
    needs = needs_of(procedure, town, None)
    papers = [part for paper in procedure.papers for part in (paper.name, paper.note) if part]
    told = [text for need in needs for text in need] + [part.ja for part in papers]
    once = needs_card(procedure, town)
    assert sum(str(text) == "マイナンバーカード" for text in told) == once
    assert sum("4けた" in str(text) for text in told) == once


def test_what_was_shown_is_asked_for_no_more() -> None:
    procedure, town = make.catalog()["child_allowance_certification"], make.town()
    signed_in = make.a_resident()
    assert needed_for(procedure, town) is Assurance.SIGNED
    assert [str(title) for title, _ in needs_of(procedure, town, signed_in)] == ["署名用の暗証番号"]
    assert needs_of(make.catalog()[make.ALLOWANCE], town, signed_in) == ()
