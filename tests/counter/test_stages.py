"""The stage of a visit, and the table of its states."""

from dataclasses import fields, replace
from itertools import product

import pytest

from app.auth.identity import Assurance
from app.counter.identifying import shown_by
from app.counter.identities import IdentifiedBy
from app.counter.lifecycle import TRANSITIONS, VisitAction, VisitOver, VisitState, after
from app.counter.stages import Progress, Stage, stage_of

NAMES = [each.name for each in fields(Progress)]


def test_a_visit_stands_at_the_first_thing_that_is_not_done() -> None:
    """Mutation: a stage that looks at its own fact only, so that paying comes before reading."""
    for done in product((False, True), repeat=len(NAMES)):
        progress = Progress(**dict(zip(NAMES, done, strict=True)))
        expected = list(Stage)[list(done).index(False) if False in done else len(NAMES)]
        assert stage_of(progress) is expected


def test_what_is_taken_back_leads_back() -> None:
    everything = Progress(*(True for _ in NAMES))
    assert stage_of(everything) is Stage.END
    assert stage_of(replace(everything, is_confirmed=False)) is Stage.CONFIRM


@pytest.mark.parametrize("state", [VisitState.FINISHED, VisitState.LEFT])
@pytest.mark.parametrize("action", VisitAction)
def test_nothing_leads_out_of_a_visit_that_is_over(state: VisitState, action: VisitAction) -> None:
    """Mutation: a visit that is finished twice, or comes back with another person in front."""
    assert (state, action) not in TRANSITIONS
    with pytest.raises(VisitOver):
        after(state, action)


def test_every_action_ends_an_open_visit() -> None:
    assert {action for state, action in TRANSITIONS if state is VisitState.OPEN} == set(VisitAction)


@pytest.mark.parametrize(
    ("papers", "asked", "expected"),
    [
        (["driving_licence"], False, IdentifiedBy.PHOTO),
        (["driving_licence", "passport"], True, IdentifiedBy.PHOTO),
        (["passport"], False, None),
        (["passport", "passport"], False, None),
        (["passport", "pension"], False, IdentifiedBy.TWO_PAPERS),
        (["passport"], True, IdentifiedBy.ASKED),
        ([], True, IdentifiedBy.ASKED),
        (["a library card", "another"], False, None),
    ],
)
def test_one_paper_with_a_photo_or_two_others(
    papers: list[str], asked: bool, expected: IdentifiedBy | None
) -> None:
    """Mutation: one paper without a photo is enough, or the same one twice."""
    shown = shown_by(papers, asked=asked)
    assert (shown and shown.by) is expected


def test_questions_alone_make_nobody_as_sure_as_a_paper() -> None:
    assert IdentifiedBy.ASKED.assurance < Assurance.AUTHENTICATED
    assert {each.assurance for each in IdentifiedBy if each is not IdentifiedBy.ASKED} == {
        Assurance.AUTHENTICATED
    }
