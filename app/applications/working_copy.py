"""The journey somebody is on now: all pages of a draft, those a correction names, or those left for after arrival."""

from collections.abc import Mapping
from typing import Any

from app.applications.lifecycle import State
from app.applications.models import Application
from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.journey import Journey

ALSO_AFTER_ARRIVAL = {State.ARRIVED, State.IN_REVIEW}
OPEN = {State.DRAFT, State.CORRECTION_REQUESTED, *ALSO_AFTER_ARRIVAL}


def journey_over(
    application: Application, answers: Mapping[str, Any], procedure: Procedure, context: Context
) -> Journey:
    """`answers`: those of the working copy, or with some of them changed."""
    state = application.state
    only = frozenset(application.corrections[-1].questions) if state is State.CORRECTION_REQUESTED else None
    return Journey(procedure, answers, context, only=only, later=state in ALSO_AFTER_ARRIVAL)
