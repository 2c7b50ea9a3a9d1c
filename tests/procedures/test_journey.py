"""The way through a procedure, computed from the answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.procedures.definition import FilingKind, Procedure, Step
from app.procedures.journey import Journey
from tests.procedures.making import a_journey, a_person, a_procedure, a_step, described

INNER = [described("text", "child_name")]
PROCEDURE = a_procedure(
    a_step("kind", described("choice", "kind")),
    a_step("why", described("text", "why"), when={"question": "kind", "eq": "b"}),
    a_step(
        "more",
        described("text", "note", required=False),
        described("text", "detail", when={"question": "why", "filled": True}),
    ),
    a_step("people", described("people", "picked")),
    a_step("children", described("group", "children", questions=INNER, rows_from="picked")),
    a_step("truth", described("statement", "truth"), at_check=True),
    a_step("photos", described("photos", "photos"), described("text", "caption"), later=True),
    filing=[{"kind": "notification", "when": {"question": "kind", "eq": "b"}}, {"kind": "application"}],
)
PEOPLE = {"household.members": [a_person("hana"), a_person("taro")]}
SHORT = {"kind": "a", "note": None, "children": [{"child_name": "花"}], "truth": True}
LONG = {**SHORT, "kind": "b", "why": "引っ越し", "detail": "くわしく"}


def steps(answers: dict[str, Any], known: dict[str, Any] | None = None, **more: Any) -> list[str]:
    return [step.key for step in a_journey(PROCEDURE, answers, known, **more).steps]


def test_a_page_is_asked_only_where_it_is_called_for() -> None:
    assert steps({"kind": "a"}) == ["kind", "more", "children"]
    assert steps({"kind": "b"}) == ["kind", "why", "more", "children"]


def test_a_page_of_which_no_question_is_asked_is_no_page() -> None:
    """Must catch: an empty page for somebody of whom the register knows nobody."""
    assert "people" not in steps({})
    assert "people" in steps({}, PEOPLE)


def test_the_first_page_that_is_open_comes_next() -> None:
    """Must catch: an optional question that was never shown taken for answered."""
    order: list[tuple[dict[str, Any], str]] = [
        ({}, "kind"),
        ({"kind": "b"}, "why"),
        ({"kind": "a"}, "more"),
        ({"kind": "a", "note": None}, "children"),
    ]
    for answers, key in order:
        step = a_journey(PROCEDURE, answers).first_unanswered
        assert step is not None
        assert step.key == key
    assert a_journey(PROCEDURE, LONG).first_unanswered is None
    assert a_journey(PROCEDURE, LONG).is_complete


def test_a_required_question_without_an_answer_is_open() -> None:
    assert not a_journey(PROCEDURE, {**SHORT, "kind": None}).is_complete
    assert not a_journey(PROCEDURE, {**SHORT, "children": None}).is_complete
    assert not a_journey(PROCEDURE, {**SHORT, "children": [{}]}).is_complete


def test_nobody_goes_beyond_the_first_open_page() -> None:
    """Must catch: a page opened by its address before what it depends on is known."""
    journey = a_journey(PROCEDURE, {"kind": "b"})
    allowed = {step.key: journey.can_visit(step) for step in PROCEDURE.steps}
    assert allowed == {
        "kind": True,
        "why": True,
        "more": False,
        "people": False,
        "children": False,
        "truth": False,
        "photos": False,
    }


def test_every_page_of_a_finished_journey_can_be_visited_again() -> None:
    journey = a_journey(PROCEDURE, LONG)
    assert all(journey.can_visit(step) for step in journey.steps)
    assert not journey.can_visit(step_of("people"))


def step_of(key: str) -> Any:
    step = PROCEDURE.find_step(key)
    assert step is not None
    return step


def test_after_a_page_comes_the_next_open_one() -> None:
    """Must catch: going through answered pages again, or past one that is open."""
    journey = a_journey(PROCEDURE, {**LONG, "children": None})
    assert journey.after(step_of("kind")).key == "children"  # type: ignore[union-attr]
    assert journey.after(step_of("children")).key == "children"  # type: ignore[union-attr]
    assert a_journey(PROCEDURE, LONG).after(step_of("kind")) is None
    assert a_journey(PROCEDURE, {"kind": "a"}).after(step_of("why")).key == "more"  # type: ignore[union-attr]


def test_before_a_page_comes_the_page_before_it() -> None:
    journey = a_journey(PROCEDURE, {"kind": "a"})
    assert journey.before(step_of("more")) == step_of("kind")
    assert journey.before(step_of("kind")) is None


def test_what_is_confirmed_at_the_check_page_has_no_page_of_its_own() -> None:
    journey = a_journey(PROCEDURE, {"kind": "a"})
    assert [step.key for step in journey.at_check] == ["truth"]
    assert "truth" not in [step.key for step in journey.steps]


def test_what_may_follow_later_is_a_journey_of_its_own() -> None:
    """Must catch: photos asked for before a certificate can be asked for at all."""
    later = a_journey(PROCEDURE, LONG, later=True)
    assert [step.key for step in later.steps] == ["photos"]
    assert later.first_unanswered == step_of("photos")
    assert "photos" in [step.key for step in a_journey(PROCEDURE, {}).all_steps]


def test_an_answer_hidden_by_a_later_change_counts_nowhere() -> None:
    """Must catch: a reason typed before a change of mind, submitted all the same."""
    changed = a_journey(PROCEDURE, {**LONG, "kind": "a"})
    assert "why" not in changed.answers
    assert "detail" not in changed.answers, "it hung on the reason"
    assert [q.key for q in changed.asked(step_of("more"))] == ["note"]


def test_an_answer_to_no_question_counts_nowhere() -> None:
    """Must catch: a value that somebody wrote into a stored draft by a form of their own."""
    assert "role" not in a_journey(PROCEDURE, {**SHORT, "role": "admin"}).answers


def test_what_is_hidden_is_not_forgotten_before_it_is_submitted() -> None:
    given = {**LONG, "kind": "a"}
    a_journey(PROCEDURE, given)
    assert given["why"] == "引っ越し"


def test_a_question_about_people_is_asked_where_there_are_any() -> None:
    picked = [{"key": "hana", "family_name": "", "given_name": "", "date_of_birth": ""}]
    assert "picked" not in a_journey(PROCEDURE, {**SHORT, "picked": picked}).answers
    assert "picked" in a_journey(PROCEDURE, {**SHORT, "picked": picked}, PEOPLE).answers


def test_somebody_picked_later_is_asked_about() -> None:
    """Must catch: two children picked, one described, and the application complete."""
    both = [
        {"key": key, "family_name": "", "given_name": "", "date_of_birth": ""} for key in ("hana", "taro")
    ]
    journey = a_journey(PROCEDURE, {**SHORT, "picked": both}, PEOPLE)
    assert journey.first_unanswered == step_of("children")


def test_a_correction_opens_what_was_named() -> None:
    """Must catch: a correction in which everything can be rewritten."""
    journey = a_journey(PROCEDURE, LONG, only=frozenset({"why"}))
    assert [step.key for step in journey.steps] == ["why"]
    assert [question.key for question in journey.asked(step_of("more"))] == []
    assert journey.at_check == ()
    assert journey.is_complete


def test_a_correction_opens_what_its_answers_have_made_necessary() -> None:
    """Must catch: a corrected answer that opens another question which nobody can reach."""
    journey = a_journey(PROCEDURE, {**SHORT, "kind": "b"}, only=frozenset({"kind"}))
    assert [step.key for step in journey.steps] == ["kind", "why"]
    assert journey.first_unanswered == step_of("why")


def test_a_correction_may_name_what_follows_later() -> None:
    """Must catch: photos asked for again that have no page to put them on."""
    journey = a_journey(PROCEDURE, LONG, only=frozenset({"photos"}))
    assert [step.key for step in journey.steps] == ["photos"]
    assert [question.key for question in journey.asked(step_of("photos"))] == ["photos", "caption"]
    again = a_journey(PROCEDURE, LONG, only=frozenset({"truth"}))
    assert [step.key for step in again.at_check] == ["truth"]


@pytest.mark.parametrize(("kind", "filed"), [("a", FilingKind.APPLICATION), ("b", FilingKind.NOTIFICATION)])
def test_an_answer_may_decide_what_the_filing_is_in_law(kind: str, filed: FilingKind) -> None:
    assert a_journey(PROCEDURE, {"kind": kind}).filing_kind is filed


def test_without_a_rule_that_holds_the_last_one_is_the_rest() -> None:
    rules = [
        {"kind": "application", "when": {"question": "kind", "eq": "a"}},
        {"kind": "notification", "when": {"question": "kind", "eq": "b"}},
    ]
    asked = a_procedure(a_step("kind", described("choice", "kind")), filing=rules)
    assert a_journey(asked, {"kind": "c"}).filing_kind is FilingKind.NOTIFICATION


answers_of_any_kind = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["a", "b", "c"]),
        "why": st.just("理由"),
        "note": st.none(),
        "detail": st.just("くわしく"),
        "children": st.lists(st.fixed_dictionaries({"child_name": st.just("花")}), max_size=2),
        "truth": st.just(True),
    },
)


@given(answers=answers_of_any_kind)
def test_whoever_goes_on_arrives(answers: dict[str, Any]) -> None:
    """Must catch: a page that leads to itself for ever, or to one that cannot be visited."""
    journey = a_journey(PROCEDURE, answers)
    unanswered = journey.first_unanswered
    assert journey.is_complete is (unanswered is None)
    reached = [step for step in journey.steps if journey.can_visit(step)]
    assert reached == journey_up_to(journey, unanswered)
    assert all(journey.after(step) in (unanswered, None) for step in reached)


def journey_up_to(journey: Journey, last: Step | None) -> list[Step]:
    steps = [*journey.steps]
    return steps if last is None else steps[: steps.index(last) + 1]


@given(answers=answers_of_any_kind)
def test_hidden_answers_change_nothing(answers: dict[str, Any]) -> None:
    """Must catch: a rule that still sees what a page no longer shows."""
    journey = a_journey(PROCEDURE, answers)
    again = a_journey(PROCEDURE, dict(journey.answers))
    assert again.answers == journey.answers
    assert again.steps == journey.steps
    asked = {
        question.key
        for step in journey.all_steps
        for question in step.questions
        if journey.is_asked(question)
    }
    assert set(journey.answers) <= asked


def test_a_definition_finds_its_pages() -> None:
    assert PROCEDURE.find_step("nowhere") is None
    assert PROCEDURE.step_of_question["why"].key == "why"
    assert isinstance(PROCEDURE, Procedure)
