"""Pages on which the register knows every answer need not be visited: they wait on the check page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.applications.drafts import save_answers
from app.applications.known import context_of
from app.applications.models import Application
from app.clock import japan_date
from app.municipality.town import Municipality
from app.procedures.definition import Procedure, Step
from app.procedures.journey import Journey

SUBJECT = "subject"


def prefill_contact(draft: Application, procedure: Procedure, town: Municipality, now: datetime) -> None:
    """Only pages marked so by their definition, only whole pages, and never a statement."""
    _prefill(draft, _journey(draft, procedure, town, now), town, now, about_subject=False)


def prefill_subject(
    draft: Application, procedure: Procedure, step: Step, town: Municipality, now: datetime
) -> None:
    """The same for the pages about whom the procedure is for, once `step` has said who that is."""
    if procedure.subject in step.questions:
        _prefill(draft, _journey(draft, procedure, town, now), town, now, about_subject=True)


def _journey(draft: Application, procedure: Procedure, town: Municipality, now: datetime) -> Journey:
    return Journey(procedure, draft.answers, context_of(draft.facts, town, japan_date(now), procedure.key))


def _prefill(
    draft: Application, journey: Journey, town: Municipality, now: datetime, *, about_subject: bool
) -> None:
    for step in journey.procedure.steps:
        if step.confirmed_at_check and _is_about_subject(step) is about_subject:
            found = _known(step, journey)
            save_answers(draft, {**found, **draft.answers}, town, hand=None, now=now)
            # What is asked further on may hang on it.
            journey = replace(journey, answers={**found, **journey.answers})


def _is_about_subject(step: Step) -> bool:
    return any((question.prefill or "").partition(".")[0] == SUBJECT for question in step.questions)


def _known(step: Step, journey: Journey) -> Mapping[str, Any]:
    """The whole page, or nothing where something must be asked, or where nothing at all is known of it."""
    found: dict[str, Any] = {}
    for question in step.questions:
        if replace(journey, answers={**journey.answers, **found}).is_asked(question):
            found[question.key] = question.suggested(journey.context.known)
            if found[question.key] is None and question.required:
                return {}
    return found if any(answer is not None for answer in found.values()) else {}
