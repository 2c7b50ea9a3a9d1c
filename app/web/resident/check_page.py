"""What the check page shows, whoever leads to it: everything once more, and the words on its last button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.applications.accepting import refusal
from app.applications.filing import Submission, content_of
from app.applications.lifecycle import State
from app.applications.signing.needed import is_signature_due, needs_signature
from app.clock import japan_date
from app.language import Message, noted
from app.municipality.offering import Channel
from app.procedures.answers import complaints_of, read_step
from app.procedures.journey import Journey
from app.procedures.named import previewed
from app.procedures.one_by_one import OneByOne
from app.procedures.questions.base import FieldError, Given
from app.procedures.wording import Wording
from app.web.drawing.field_views import FieldView
from app.web.drawing.fields import Drawing, errors_by_box
from app.web.resident.as_read import print_of_all
from app.web.resident.cases import Case
from app.web.resident.check_sections import SectionView, sections_of
from app.web.resident.fee_part import FeePart, fee_of
from app.web.resident.helped import note_shown
from app.web.resident.page_hrefs import box_href, page_href, phone_href, place_href, ways_of
from app.web.resident.place_views import passed_in_all
from app.web.resident.waiting_values import waiting_row
from app.web.security import allow_form_target

SUBMIT_LABELS = {
    State.DRAFT: noted("この内容で申請する"),
    State.CORRECTION_REQUESTED: noted("直した内容を送る"),
}
SIGN_LABELS = {
    State.DRAFT: noted("署名して提出する"),
    State.CORRECTION_REQUESTED: noted("署名して直した内容を送る"),
}


@dataclass(frozen=True)
class CheckPage:
    """`stage` comes back with the form: a second tap finds that the stage has passed and writes nothing.

    `closed`: why it cannot be sent today; None for what has arrived already, which is mended at any time. `signs`: the
    button leads to the card, and the card's signature sends it. `read` comes back with the form as well: what was read
    must be what is sent. `is_changed`: it was not, and is shown again.
    """

    procedure_title: Wording
    start_href: str
    passed: int
    sections: tuple[SectionView, ...]
    closed: Message | None
    preview: tuple[tuple[Any, Any], ...]
    fee: FeePart
    waiting: tuple[tuple[Message, Message], ...]
    fields: tuple[FieldView, ...]
    errors: Mapping[str, Message]
    problems: tuple[tuple[str, Message], ...]
    action: str
    stage: str
    read: str
    is_changed: bool
    submit_label: Message
    signs: bool
    back_href: str | None
    phone_href: str


def stage_of(case: Case) -> str:
    if case.application.state is State.DRAFT:
        return State.DRAFT
    return f"{case.application.state}-{len(case.application.versions)}"


def render_changed(case: Case) -> Response:
    """With what has changed, to be read before it is sent; a statement stands behind what was read, and is given anew."""
    return render_check(case, Drawing(case.journey, case.visit.language, case.sources), status=409)


def render_check(case: Case, drawing: Drawing, *, status: int = 200) -> Response:
    note_shown(case, None)
    signs = signs_at_end(case, case.journey)
    page = _page(case, drawing, signs=signs, is_changed=status == 409)
    response = case.visit.render(
        "resident/check/show_check.html",
        page,
        status=status,
        block=None if page.is_changed else "fields",
        section_phone=case.contact.phone,
        ways=ways_of(case, page.back_href, in_form=page.closed is None),
    )
    door = case.visit.office.doors.signing
    return allow_form_target(response, door.method.origin) if signs and door else response


def _page(case: Case, drawing: Drawing, *, signs: bool, is_changed: bool) -> CheckPage:
    journey, fee = case.journey, fee_of(case)
    return CheckPage(
        procedure_title=case.procedure.short_title,
        start_href=f"/procedures/{case.procedure.key}",
        passed=_pages_before(case) + 1,
        sections=sections_of(case, whole=signs),
        closed=_closed(case),
        preview=_preview(case),
        fee=fee,
        waiting=waiting_row(case.procedure, case.visit.office.town),
        fields=drawing.fields(question for step in journey.at_check for question in journey.asked(step)),
        errors=drawing.errors,
        problems=_problems(case, {**_complaints(case), **errors_by_box(fee.errors), **drawing.errors}),
        action=f"/apply/{case.application.id}/{'sign' if signs else 'submit'}",
        stage=stage_of(case),
        read=print_of_all(case),
        is_changed=is_changed,
        submit_label=_label(case, signs=signs),
        signs=signs,
        back_href=_last_page(case),
        phone_href=phone_href(case),
    )


def _pages_before(case: Case) -> int:
    return passed_in_all(OneByOne(case.journey)) if case.visit.one_by_one else len(case.journey.steps)


def _last_page(case: Case) -> str | None:
    if case.visit.one_by_one:
        last = OneByOne(case.journey).last_shown
        return place_href(case, last) if last else None
    steps = case.journey.steps
    return page_href(case, case.journey, steps[-1]) if steps else None


def _label(case: Case, *, signs: bool) -> Message:
    labels = SIGN_LABELS if signs else SUBMIT_LABELS
    return labels.get(case.application.state, noted("この内容を送る"))


def signs_at_end(case: Case, journey: Journey) -> bool:
    """As the verb will see it. A draft's answers make no difference, so its files need not be looked for."""
    if case.application.state is State.DRAFT:
        return needs_signature(case.procedure, case.visit.office.town)
    what = Submission(journey, case.files, case.visit.office.town)
    return is_signature_due(case.visit.session, content_of(case.visit.session, case.application, what))


def read_posted(case: Case) -> tuple[dict[str, Any], list[FieldError]]:
    """What a person stands behind, asked on this page itself."""
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    for step in case.journey.at_check:
        reading = read_step(step, Given(case.visit.form.fields, case.journey.context.known), case.journey)
        read |= reading.answers
        errors.extend(reading.errors)
    return read, errors


def render_again(case: Case, errors: list[FieldError]) -> Response:
    """As it was posted, with what is wrong with it."""
    visit = case.visit
    drawing = Drawing(case.journey, visit.language, case.sources, visit.form.fields, errors_by_box(errors))
    return render_check(case, drawing, status=422)


def _problems(case: Case, errors: Mapping[str, Message]) -> tuple[tuple[str, Message], ...]:
    """Each leads to its box: on this page, or on the page where it is asked."""
    steps = case.procedure.step_of_question
    found = []
    for box, message in errors.items():
        step = steps[box.partition(".")[0]]
        found.append((f"#{box}" if step.at_check else box_href(case, step, box), message))
    return tuple(found)


def _closed(case: Case) -> Message | None:
    """By the clock of this moment, as the verb goes by it: a page may be drawn when midnight has just passed."""
    if case.application.state is not State.DRAFT:
        return None
    today = japan_date(case.visit.office.clock())
    return refusal(case.visit.office.town, case.procedure, Channel.WEB, today)


def _complaints(case: Case) -> dict[str, Message]:
    """What the answers contradict is said here already, before the button."""
    questions = case.procedure.questions
    return errors_by_box(
        questions[each.question].error(each.question, each.message) for each in complaints_of(case.journey)
    )


def _preview(case: Case) -> tuple[tuple[Any, Any], ...]:
    lines = previewed(case.procedure.previews, case.journey.told, case.journey.context)
    return tuple((line.label, line.text) for line in lines)
