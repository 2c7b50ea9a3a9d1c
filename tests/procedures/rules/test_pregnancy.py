"""Rules of 妊娠の届出."""

import pytest

from app.procedures.rules.pregnancy import due_date_fits, interview_can_be_kept
from tests import make

KEY = "pregnancy_notification"


@pytest.mark.parametrize(
    ("weeks", "due", "complains"),
    [
        (11, "2026-12-01", False),  # 29 weeks from 12 May
        (11, "2026-12-22", False),  # three weeks off
        (11, "2026-12-23", True),
        (11, "2026-11-09", True),
        (None, "2027-02-16", False),  # 40 weeks
        (None, "2027-02-17", True),
        (40, "2026-05-12", False),
        (42, "2026-04-28", False),
        (42, "2026-04-27", True),
        (11, "2025-12-01", True),
        (None, "2026-12-01", False),
    ],
)
def test_weeks_and_due_date_agree(weeks: int | None, due: str, complains: bool) -> None:
    """Must catch: a slip of the year, or of one of the two; a week more or less is the doctor's to say."""
    answers = {"pregnancy_weeks": weeks, "due_date": due}
    assert bool([*due_date_fits(answers, make.context())]) is complains


@pytest.mark.parametrize(
    ("day", "complains"),
    [("2026-05-12", True), ("2026-05-13", False), ("2026-05-16", True), ("2026-05-18", False)],
)
def test_the_interview_is_on_an_open_day_ahead(day: str, complains: bool) -> None:
    assert bool([*interview_can_be_kept({"interview_date": day}, make.context())]) is complains


def test_without_a_diagnosis_people_see_a_doctor_first() -> None:
    stop = make.journey(KEY, {"submitter_kind": "self", "has_diagnosis": False}, "mori_ayaka").stop
    assert stop
    assert stop.key == "no_diagnosis"
    assert make.journey(KEY, {"submitter_kind": "self", "has_diagnosis": True}, "mori_ayaka").stop is None


def test_what_is_meant_for_the_health_worker_stands_apart() -> None:
    """Must catch: a worry or an illness on a page with anything else, open to every desk, or asked before arrival."""
    procedure = make.catalog()[KEY]
    step = procedure.find_step("for_the_health_worker")
    assert step
    assert step.later
    assert all(question.sensitive and not question.required for question in step.questions)
    assert {"living_support", "health_text", "past_pregnancy"} <= {
        question.key for question in step.questions
    }
    checkups = [procedure.questions[key] for key in ("std_checkup", "tb_checkup")]
    assert all(question.sensitive for question in checkups)


@pytest.mark.parametrize("variant", ["ja", "easy", "en"])
def test_who_sees_it_is_said_as_it_is(variant: str) -> None:
    """Must catch: a promise about professions, which the service does not know; a wording that was forgotten."""
    procedure = make.catalog()[KEY]
    step = procedure.find_step("for_the_health_worker")
    assert step
    assert step.intro
    said = {
        "ja": ("町の担当", "記録"),
        "easy": ("町の たんとうの 人", "のこ"),
        "en": ("taff in charge", "record"),
    }
    for text in (step.intro, procedure.purpose_of_use):
        words = getattr(text, variant)
        assert all(word in words for word in said[variant]), words


def test_who_reports_for_herself_is_not_asked_for_her_name_twice() -> None:
    alone = make.journey(KEY, {"submitter_kind": "self"}, "mori_ayaka")
    assert not {"pregnant_person", "pregnant"} & {step.key for step in alone.all_steps}
    other = make.filled(KEY, {"submitter_kind": "spouse"}, "mori_naoto")
    assert other.answers["pregnant_name"] == {"family": "森", "given": "彩香"}
    assert "pregnant_address" not in other.answers
