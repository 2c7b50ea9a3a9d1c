"""Pages on which the register knows every answer need not be visited: they wait on the check page."""

from datetime import datetime

from app.applications.drafts import save_answers
from app.applications.known import context_of
from app.applications.models import Application
from app.clock import japan_date
from app.municipality.town import Municipality
from app.procedures.definition import Procedure


def prefill_contact(draft: Application, procedure: Procedure, town: Municipality, now: datetime) -> None:
    """Only pages marked so by their definition, only whole pages, and never a statement."""
    known = context_of(draft.facts, town, japan_date(now)).known
    for step in procedure.steps:
        if not step.confirmed_at_check:
            continue
        found = {question.key: question.suggested(known) for question in step.questions}
        if all(found[question.key] is not None or not question.required for question in step.questions):
            save_answers(draft, found, town, now=now)
