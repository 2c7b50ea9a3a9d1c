"""A page of questions as a definition has them, drawn whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from starlette.responses import Response

from app.applications.lifecycle import State
from app.language import Message
from app.procedures.definition import Step
from app.procedures.named import previewed
from app.procedures.pages_left import PagesLeft, pages_left
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.wording import Wording
from app.web.drawing.field_views import FieldView
from app.web.drawing.fields import Drawing
from app.web.resident.cases import Case
from app.web.resident.helped import note_shown
from app.web.resident.page_hrefs import phone_href, ways_of


@dataclass(frozen=True)
class StepPage:
    """`drawn` comes back with the form: what of it others have changed meanwhile."""

    procedure_title: Wording
    title: Wording
    intro: Wording | None
    notice: Message | None
    left: PagesLeft
    start_href: str
    back_href: str | None
    action: str
    preview: tuple[tuple[Message, Message], ...]
    fields: tuple[FieldView, ...]
    errors: Mapping[str, Message]
    takes_files: bool
    drawn: str
    resume_code: str | None
    phone_href: str
    place: str

    answers_form: ClassVar[str] = "answers"

    @property
    def heads_itself(self) -> bool:
        """A page with one question has that question for its heading."""
        return bool(self.fields) and self.fields[0].as_title


def render_step(case: Case, step: Step, drawing: Drawing, *, status: int = 200) -> Response:
    note_shown(case, step, form=drawing.form)
    page = _page_of(case, step, drawing)
    return case.visit.render(
        "resident/apply/show_step.html",
        page,
        status=status,
        block="fields",
        section_phone=case.contact.phone,
        ways=ways_of(case, page.back_href, in_form=True),
    )


def _page_of(case: Case, step: Step, drawing: Drawing) -> StepPage:
    journey, here = case.journey, f"/apply/{case.application.id}"
    asked = journey.asked(step)
    earlier = journey.before(step) if step in journey.steps else None
    return StepPage(
        procedure_title=case.procedure.short_title,
        title=step.title,
        intro=step.intro,
        notice=notice_of(case),
        left=pages_left(journey, step),
        start_href=f"/procedures/{case.procedure.key}",
        back_href=f"{here}/steps/{earlier.key}" if earlier else None,
        action=f"{here}/{'files' if _takes_files(asked) else 'steps'}/{step.key}",
        preview=_preview(case, step),
        fields=drawing.fields(asked, heading=step.intro is None and not step.previews),
        errors=drawing.errors,
        takes_files=_takes_files(asked),
        drawn=drawing.as_drawn(asked),
        resume_code=case.resume_code if case.application.state is State.DRAFT else None,
        phone_href=phone_href(case),
        place=step.key,
    )


def _preview(case: Case, step: Step) -> tuple[tuple[Message, Message], ...]:
    """From what is saved: what is only typed yet may still be wrong."""
    lines = previewed(step.previews, case.journey.told, case.journey.context)
    return tuple((line.label, line.text) for line in lines)


def _takes_files(asked: Sequence[Any]) -> bool:
    return any(isinstance(question, PhotosQuestion) for question in asked)


def notice_of(case: Case) -> Message | None:
    """In a correction: what the officer wrote, on every page that is open for it."""
    if case.journey.only is None:
        return None
    return Message("{message}", {"message": case.application.corrections[-1].message})
