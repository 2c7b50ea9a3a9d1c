"""Something has happened: at most eight questions, and what is to be done for this person."""

from random import Random
from typing import Any

import pytest

from app.applications.known import DERIVED
from app.prefill.terms import TERMS
from app.procedures.event_interview import Found, asked, facts_of, found, known_answers, missing, read_asks
from app.procedures.event_linting import problems_of_event, problems_of_events
from app.procedures.events import MOST_ASKS, LifeEvent, events
from app.procedures.interview import Interview
from app.procedures.questions.base import Given
from app.procedures.sameness import Fact
from app.procedures.slots import Slot
from tests import make
from tests.procedures.interviewing import Talk, as_told, at_random
from tests.procedures.making import a_journey, a_procedure, a_step, described

MOVING, DEATH = events()["moving_in"], events()["bereavement"]
EVERYTHING = {ask.key: True for ask in MOVING.asks}


def found_for(event: LifeEvent, told: dict[str, bool], person: str | None = None) -> Found:
    known = make.context(person).known
    return found(event, {**known_answers(event, known), **told}, known, make.catalog())


def an_event(**more: Any) -> LifeEvent:
    asks = [
        {"key": "dog", "name": "犬", "label": "犬はいますか。"},
        {"key": "car", "name": "車", "label": "車はありますか。"},
    ]
    items = [
        {
            "procedure": "dog_registration",
            "when": {"question": "dog", "eq": True},
            "answers": {"matter": "change"},
        },
        {"guidance": "car_address_change", "when": {"question": "car", "eq": True}},
    ]
    plain = {"key": "sample", "title": "見本", "summary": "見本", "icon": "box", "keywords": ["見本"]}
    return LifeEvent.model_validate(plain | {"asks": asks, "items": items} | more)


def test_what_every_event_asks_and_gives_can_be_asked_and_given() -> None:
    """Must catch: an answer of an event that a procedure does not know any more; a consent given by an event."""
    assert list(problems_of_events(make.catalog())) == []


@pytest.mark.parametrize("key", list(events()))
def test_every_event_asks_something_and_never_much(key: str) -> None:
    assert 2 < len(events()[key].asks) <= MOST_ASKS
    terms = TERMS | DERIVED
    assert {ask.prefill for ask in events()[key].asks if ask.prefill} <= terms
    assert {fact.known for fact in events()[key].facts if fact.known} <= terms


def test_what_is_for_nobody_here_is_not_proposed() -> None:
    """Must catch: the dog of somebody who has none."""
    nothing = dict.fromkeys(EVERYTHING, False)
    assert [each.procedure for each in found_for(MOVING, nothing).procedures] == ["moving_in_notification"]
    keys = [each.procedure for each in found_for(MOVING, {**nothing, "dog": True}).procedures]
    assert keys == ["moving_in_notification", "dog_registration"]
    whole = found_for(MOVING, EVERYTHING)
    assert [each.procedure for each in whole.procedures][:5] == [
        "moving_in_notification",
        "child_allowance_certification",
        "child_medical_card",
        "kaigo_certification_transfer",
        "childcare_certification",
    ]
    assert "relocation_grant" in [each.procedure for each in whole.optional]
    assert "civic_reservation" not in [each.procedure for each in (*whole.procedures, *whole.optional)]


def test_what_has_no_page_here_is_done_elsewhere_and_brings_its_papers() -> None:
    few = {
        key: each
        for key, each in make.catalog().items()
        if key not in {"dog_registration", "moving_in_notification"}
    }
    told = {key: key == "dog" for key in EVERYTHING}
    result = found(MOVING, told, {}, few)
    assert result.procedures == ()
    missing_here = [item.procedure for item in result.elsewhere if item.procedure]
    assert missing_here == ["moving_in_notification", "dog_registration"]
    papers = [paper.ja for paper in result.collect]
    assert "前の市区町村の犬の鑑札" in papers
    assert "前の市区町村の受給資格証明書" not in papers
    assert len(papers) == len(set(papers))


def test_one_card_for_each_child() -> None:
    """Must catch: a family with three children that goes home with one card."""
    proposals = found_for(MOVING, EVERYTHING, "kobayashi_daisuke").procedures
    cards = [each for each in proposals if each.procedure == "child_medical_card"]
    children = make.context("kobayashi_daisuke").known["household.children"]
    assert [each.answers["child"][0]["key"] for each in cards] == [child["key"] for child in children]
    assert len(cards) == 3
    assert all(each.answers["reason"] == "moved_in" for each in cards)


def test_the_register_answers_what_it_knows_and_a_clerk_may_say_otherwise() -> None:
    known = make.context("hara_yuki").known
    assert known_answers(MOVING, known) == {"children": True}
    assert known_answers(MOVING, make.context("inoue_fumi").known) == {"children": False}
    assert known_answers(MOVING, {}) == {}
    without = found_for(MOVING, {"children": False}, "hara_yuki").procedures
    assert [each.procedure for each in without] == ["moving_in_notification"]


def test_what_only_follows_from_an_answer_is_asked_after_it() -> None:
    keys = [ask.key for ask in asked(MOVING, {"children": False})]
    assert "nursery" not in keys
    assert "nursery" in [ask.key for ask in asked(MOVING, {"children": True})]
    left = [ask.key for ask in missing(MOVING, {"children": True, "nursery": False})]
    assert (left[0], "nursery" in left) == ("school", False)
    # An answer to what is not asked any more counts for nothing.
    hidden = found_for(MOVING, {"children": False, "nursery": True})
    assert "childcare_certification" not in [each.procedure for each in hidden.procedures]


def test_a_page_of_it_is_read_like_any_other() -> None:
    form = {"_asked": ["children", "care"], "children": ["yes"], "care": ["maybe"]}
    answers, errors = read_asks(MOVING, Given(form), {"dog": True})
    assert answers == {"dog": True, "children": True}
    assert [(error.at, str(error.message)) for error in errors] == [
        ("care", "前の市区町村での要介護認定は、画面にある答えから選んでください。")
    ]
    _, errors = read_asks(MOVING, Given({"_asked": ["dog"]}), {})
    assert [error.at for error in errors] == ["dog"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"asks": [{"key": "dog", "name": "犬", "label": "犬"}]},
            "item 2 depends on car, which is not asked before it",
        ),
        (
            {"items": [{"procedure": "dog_registration"}, {"procedure": "survey"}]},
            "nothing depends on car, so",
        ),
        (
            {"items": [{"procedure": "dog_registration", "answers": {"consent_truth": True}}]},
            "never for the event",
        ),
        (
            {"items": [{"procedure": "dog_registration", "answers": {"matter": "cat"}}]},
            "cannot be answered with 'cat'",
        ),
        (
            {"items": [{"procedure": "dog_registration", "answers": {"matter": ["change"]}}]},
            "cannot be answered with",
        ),
        ({"items": [{"procedure": "dog_registration", "answers": {"cat": "a"}}]}, "has no question cat"),
        ({"items": [{"procedure": "dog_registration", "each": True}]}, "not for one person or another"),
        (
            {"items": [{"guidance": "car_address_change", "answers": {"matter": "a"}}]},
            "only a procedure has answers",
        ),
        (
            {
                "items": [
                    {"procedure": "child_allowance_certification", "answers": {"applicant_type": "foster"}}
                ]
            },
            "is not for whoever answers so: foster",
        ),
        (
            {"facts": [{"key": "day", "same": ["dog_registration.cat"]}]},
            "there is no question dog_registration.cat",
        ),
        ({"facts": [{"key": "day", "same": ["dog_registration.consent_truth"]}]}, "is for the person to say"),
        (
            {"facts": [{"key": "day", "same": ["dog_registration.matter", "dog_registration.birth"]}]},
            "of different kinds: choice, date",
        ),
        (
            {"asks": [{"key": each, "name": "犬", "label": "犬"} for each in ("dog", "car", "dog")]},
            "dog is asked twice",
        ),
        (
            {"items": [{"procedure": "dog_registration", "when": {"fact": "insured_is_listed", "eq": True}}]},
            "depends on insured_is_listed",
        ),
        (
            {"items": [{"procedure": "dog_registration", "when": {"question": "dog", "filled": True}}]},
            "with yes or no",
        ),
    ],
)
def test_a_wrong_list_is_refused_with_the_place(more: dict[str, Any], told: str) -> None:
    """I-30c."""
    if "items" in more and len(more["items"]) < 2:
        more = {"items": [*more["items"], {"guidance": "car_yearly_tax"}]}
    assert told in "; ".join(problems_of_event(an_event(**more), make.catalog()))


def test_more_than_eight_questions_are_not_taken() -> None:
    many = [described("yes_no", f"ask_{number}") for number in range(MOST_ASKS + 1)]
    with pytest.raises(ValueError, match="at most 8"):
        an_event(asks=many)


def test_the_day_somebody_died_is_asked_once_for_all() -> None:
    """Must catch: a widow asked for the day in every application."""
    keys = ["care_certificate_return", "child_allowance_certification", "removed_resident_certificate"]
    items = {item.procedure: item for item in DEATH.items}
    journeys = {key: make.journey(key, items[key].answers) for key in keys}
    told = {"death_date": "2026-04-20", "has_students": False}
    talk = Talk(Interview(journeys, facts=facts_of(DEATH)), as_told(told, at_random(Random(3))))
    end = talk.to_the_end()
    asked_for = [at for _, at in talk.asked if at in {"death_date", "event_date", "removed_on"}]
    assert asked_for == ["death_date"]
    assert end.journeys["child_allowance_certification"].answers["event_date"] == "2026-04-20"
    assert end.journeys["removed_resident_certificate"].answers["removed_on"] == "2026-04-20"


def test_the_day_of_moving_in_is_that_of_the_register_where_nobody_names_it() -> None:
    one = a_procedure(a_step("first", described("date", "day")), key="one")
    facts = {("one", "day"): Fact("moved_in_on", "person.moved_in_on")}
    journey = a_journey(one, {}, {"person.moved_in_on": "2026-05-02"})
    assert Interview({"one": journey}, facts=facts).journeys["one"].answers == {"day": "2026-05-02"}
    assert Interview({"one": journey}).journeys["one"].answers == {}


def test_of_somebody_the_register_knows_better_than_the_event() -> None:
    """Must catch: the day the grandmother moved in, written over with that of her daughter."""
    one = a_procedure(a_step("first", described("date", "day")), key="one")
    own = a_procedure(
        a_step("first", described("date", "day", label="母の日", prefill="person.moved_in_on")), key="own"
    )
    facts = {(key, "day"): Fact("moved_in_on") for key in ("one", "own")}
    journeys = {
        "one": a_journey(one, {"day": "2026-05-09"}),
        "own": a_journey(own, {}, {"person.moved_in_on": "2026-05-02"}),
    }
    assert Interview(journeys, facts=facts).journeys["own"].answers == {"day": "2026-05-02"}


@pytest.mark.parametrize(("person", "questions", "typed"), [("hara_yuki", 0.99, 1.0), (None, 0.75, 0.6)])
def test_moving_in_is_told_in_fewer_questions_than_its_procedures_one_by_one(
    person: str | None, questions: float, typed: float
) -> None:
    """Of whom the register knows nothing a quarter less is asked, and four letters in ten need not be typed."""
    journeys = {
        f"{place}": make.journey(each.procedure, each.answers, person)
        for place, each in enumerate(
            found_for(MOVING, {**EVERYTHING, "nursery": False, "helped": False}, person).procedures
        )
    }
    assert len(journeys) == 5

    def first_choice(slot: Slot, known: Any) -> Any:
        return slot.question.sample_from(known)

    whole = Talk(Interview(journeys, facts=facts_of(MOVING)), first_choice)
    whole.to_the_end()
    single = [Talk(Interview({key: journey}), first_choice) for key, journey in journeys.items()]
    for talk in single:
        talk.to_the_end()
    assert len(whole.asked) <= questions * sum(len(talk.asked) for talk in single)
    assert len("".join(whole.typed)) <= typed * sum(len("".join(talk.typed)) for talk in single)
