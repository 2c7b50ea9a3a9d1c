"""Where a resident is led next, and which pages are open to them: whole pages, or in おおきい one question each."""

from app.applications.lifecycle import State
from app.errors import NotFound
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.one_by_one import OneByOne
from app.procedures.places import Place
from app.web.resident.cases import Case
from app.web.resident.page_hrefs import check_href, page_href, place_href
from app.web.resident.stopped import detour


def after_saving(case: Case, step: Step) -> str:
    """Changing an answer from the check page leads back to it, unless the change opens another page."""
    journey = case.journey_with(case.application.answers)
    return _aside(case, journey) or page_href(case, journey, journey.after(step))


def after_saving_place(case: Case, place: Place) -> str:
    """The same. In a correction everything that was named is shown once, since all of it was answered before."""
    journey = case.journey_with(case.application.answers)
    if aside := _aside(case, journey, goes_back=journey.only is None):
        return aside
    following = OneByOne(journey).after(place)
    return place_href(case, following) if following else check_href(case)


def _aside(case: Case, journey: Journey, *, goes_back: bool = True) -> str | None:
    if aside := detour(case, journey, before=case.journey):
        return aside
    return check_href(case) if goes_back and journey.is_complete and case.journey.is_complete else None


def next_href(case: Case, step: Step | None) -> str:
    if not case.is_open:
        return f"/my/{case.application.reference_number}"
    if aside := detour(case, case.journey):
        return aside
    return page_href(case, case.journey, step)


def unanswered_href(case: Case) -> str | None:
    """The first page that is still open, None where all has been answered."""
    step = case.journey.first_unanswered
    return page_href(case, case.journey, step) if step else None


def open_step(case: Case, step_key: str) -> Step | None:
    """None where the journey has not come that far. Raises NotFound for a page that does not exist."""
    step = case.procedure.find_step(step_key)
    if step is None or step.at_check:
        raise NotFound
    if case.application.state is State.DRAFT and case.journey.stop and not case.journey.is_answered(step):
        return None
    return step if case.is_open and case.journey.can_visit(step) else None


def open_place(case: Case, step_key: str, at: str) -> Place | None:
    """The same for one question: None too where it is not asked any more, or is in a row that is gone."""
    step = open_step(case, step_key)
    way = OneByOne(case.journey)
    place = way.find(step.key, at) if step else None
    return place if place and way.can_visit(place) else None
