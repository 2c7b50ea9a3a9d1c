"""Where a resident is led next, and which pages are open to them."""

from app.applications.lifecycle import State
from app.errors import NotFound
from app.procedures.definition import Step
from app.web.resident.cases import Case
from app.web.resident.stopped import detour


def after_saving(case: Case, step: Step) -> str:
    """Changing an answer from the check page leads back to it, unless the change opens another page."""
    journey = case.journey_with(case.application.answers)
    if aside := detour(case, journey, before=case.journey):
        return aside
    if journey.is_complete and case.journey.is_complete:
        return f"/apply/{case.application.id}/check"
    return _page_href(case, journey.after(step))


def next_href(case: Case, step: Step | None) -> str:
    if not case.is_open:
        return f"/my/{case.application.reference_number}"
    if aside := detour(case, case.journey):
        return aside
    return _page_href(case, step)


def _page_href(case: Case, step: Step | None) -> str:
    return f"/apply/{case.application.id}/steps/{step.key}" if step else f"/apply/{case.application.id}/check"


def open_step(case: Case, step_key: str) -> Step | None:
    """None where the journey has not come that far. Raises NotFound for a page that does not exist."""
    step = case.procedure.find_step(step_key)
    if step is None or step.at_check:
        raise NotFound
    if case.application.state is State.DRAFT and case.journey.stop and not case.journey.is_answered(step):
        return None
    return step if case.is_open and case.journey.can_visit(step) else None
