"""What every page of a paper shows: of which procedure, when it came, and where something is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.applications.paper.gaps import questions_with_gaps
from app.procedures.definition import Step
from app.web.staff.paper.cases import PaperCase


@dataclass(frozen=True)
class PageMark:
    """`state`: current, completed, gap (something is open) or waiting (not seen yet)."""

    title: str
    href: str
    state: str


@dataclass(frozen=True)
class PaperFrame:
    """`number` of the case whose correction is answered, empty for a new one."""

    title: str
    href: str
    number: str
    came_on: date
    pages: tuple[PageMark, ...]


def frame_of(case: PaperCase, current: Step | None = None) -> PaperFrame:
    gaps = questions_with_gaps(case.what)
    return PaperFrame(
        title=case.procedure.short_title.ja,
        href=case.href,
        number=case.application.reference_number or "",
        came_on=case.intake.came_on,
        pages=tuple(
            PageMark(step.title.ja, f"{case.href}/steps/{step.key}", _state(case, step, current, gaps))
            for step in case.pages
        ),
    )


def _state(case: PaperCase, step: Step, current: Step | None, gaps: Collection[str]) -> str:
    if step == current:
        return "current"
    asked = {question.key for question in case.journey.asked(step)}
    is_seen = bool(asked & set(case.journey.answers)) or current is None
    if asked & set(gaps):
        return "gap" if is_seen else "waiting"
    return "completed" if is_seen else "waiting"
