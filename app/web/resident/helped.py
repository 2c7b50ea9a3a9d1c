"""Pages that a clerk on the telephone sees at the same time: which, what stands in them, and what they say of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.applications import helping
from app.applications.help_models import HelpCall
from app.applications.help_queries import find_call
from app.audit.events import AuditEvent
from app.procedures.definition import Step
from app.procedures.questions.groups import GroupQuestion
from app.procedures.row_boxes import is_within
from app.procedures.seen_page import is_hidden
from app.web.resident.cases import Case, actor_of

Boxes = Mapping[str, Sequence[str]]
AT_CHECK = "at_check"


@dataclass(frozen=True)
class HelpView:
    """`code`: to be read out, while nobody has joined."""

    code: str | None
    until: datetime
    end_action: str
    mirror: str


def current_call(case: Case) -> HelpCall | None:
    """Of this browser and this application, as long as it lasts."""
    try:
        call_id = UUID(case.visit.cookies.help_call)
    except ValueError:
        return None
    call = find_call(case.visit_session, call_id)
    if (
        call is None
        or call.application_id != case.application.id
        or not helping.is_open(call, case.visit.now)
    ):
        return None
    return call


def view_of(case: Case) -> HelpView | None:
    call = current_call(case)
    if call is None:
        return None
    here = f"/apply/{case.application.id}/phone"
    code = helping.shown(call.code) if call.code else None
    return HelpView(code, helping.ends_at(call), f"{here}/end", f"{here}/typed")


def note_shown(case: Case, step: Step | None, at: str = "", form: Boxes | None = None) -> None:
    """While somebody may be looking: which page is shown goes into the trail, and what was posted there is kept.

    The trail is where the clerk's page reads it, so nothing is seen that is not written down. Without a step it is the
    check page.
    """
    call = current_call(case)
    if call is None:
        return
    if case.visit.request.method == "POST":
        if step is not None and form is not None:
            helping.keep_typed(call, place_name(step.key, at), without_secrets(step, form))
        return
    by, fields = actor_of(case.visit), (step.key, *_as_names(at)) if step else (AT_CHECK,)
    seen = AuditEvent(
        case.visit.now,
        by.kind,
        by.id,
        "show_page",
        "application",
        case.application.id,
        case.application.reference_number,
        fields,
    )
    case.visit.record_view(seen)


def forget_typed(case: Case) -> None:
    """What was sent has become an answer."""
    call = current_call(case)
    if call is not None:
        call.typed = None


def place_name(step_key: str, at: str = "") -> str:
    return f"{step_key}/{at}" if at else step_key


def without_secrets(step: Step, form: Boxes) -> dict[str, list[str]]:
    """Only boxes of questions that may be shown; nothing else that a form holds."""
    return {
        box: [*values]
        for box, values in form.items()
        if any(is_within(box, at) for at in _shown_in(step, box))
    }


def _shown_in(step: Step, box: str) -> Iterator[str]:
    for question in step.questions:
        if is_hidden(question):
            continue
        if not isinstance(question, GroupQuestion):
            yield question.key
            continue
        row = box.removeprefix(f"{question.key}.").partition(".")[0]
        yield from (f"{question.key}.{row}.{each.key}" for each in question.questions if not is_hidden(each))


def _as_names(at: str) -> tuple[str, ...]:
    """The trail takes names only; no key has two dots in a row."""
    return (at.replace("-", ".."),) if at else ()
