"""くらしのできごと: every line leads somewhere or says where to go, in three variants, in short sentences."""

import re
from typing import Any

import pytest

from app.procedures.events import EventItem, events, problems_of_finding, sayings
from app.procedures.guides import guides
from tests import make
from tests.architecture.house import ROOT
from tests.reading import JAPANESE, texts_in

TEXTS = [(f"{each.key}{path}", text) for each in events().values() for path, text in texts_in(each)]
PLACE = {"ja": "役場の窓口"}


def test_every_key_leads_somewhere() -> None:
    """Must catch: a procedure renamed, and the list of a life event, or a saying, left behind."""
    assert list(problems_of_finding(make.catalog(), guides())) == []


def test_a_key_that_leads_nowhere_is_named_with_its_place() -> None:
    told = list(problems_of_finding(set(make.catalog()) - {"disaster_certificate"}, guides()))
    assert "events.yaml: disaster, item 1: there is no procedure disaster_certificate" in told
    assert "synonyms.yaml: 家が壊れた: there is nothing called disaster_certificate" in told


def test_there_is_a_list_for_each_event_of_a_life() -> None:
    assert list(events()) == [
        "pregnancy",
        "birth",
        "moving_in",
        "moving_out",
        "moving_within",
        "marriage",
        "divorce",
        "bereavement",
        "care",
        "disaster",
        "school",
    ]


@pytest.mark.parametrize(("path", "text"), TEXTS, ids=[path for path, _ in TEXTS])
def test_every_text_is_for_every_reader_and_short(path: str, text: Any) -> None:
    assert text.easy, path
    assert text.en, path
    assert not JAPANESE.search(text.en), path
    for said, longest in ((text.ja, 60), (text.easy, 60)):
        assert max(len(each) for each in re.split(r"(?<=。)", said)) <= longest, f"{path}: {said}"


def test_every_icon_is_there() -> None:
    drawn = set(re.findall(r'id="([a-z-]+)"', (ROOT / "static" / "icons.svg").read_text("utf-8")))
    assert {each.icon for each in events().values()} <= drawn


def test_no_procedure_stands_twice_in_a_list() -> None:
    for event in events().values():
        keys = [each.procedure for each in event.items if each.procedure]
        assert len(keys) == len(set(keys)), event.key


def test_no_saying_stands_twice() -> None:
    said = [phrase for each in sayings() for phrase in each.say]
    assert sorted({phrase for phrase in said if said.count(phrase) > 1}) == []


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"procedure": "dog_registration", "guidance": "income_tax_return"},
        {"elsewhere": {"ja": "転入届"}},
        {"procedure": "dog_registration", "at": PLACE},
    ],
)
def test_a_line_is_one_thing_and_says_where(given: dict[str, Any]) -> None:
    """Must catch: what is done elsewhere, without a word of where to go."""
    with pytest.raises(ValueError, match=r"item is a procedure|say where"):
        EventItem.model_validate(given)
