"""Everything once more, what is missing, the scans; and the button with which a paper is on the books."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.applications import review
from app.applications.accepting import refusal
from app.applications.assurance import needed_for
from app.applications.lifecycle import State
from app.applications.matters import AlreadyFiled, find_other
from app.applications.paper import filing
from app.applications.paper.gaps import gaps_of
from app.auth.identity import Assurance
from app.auth.permissions import Action, may
from app.language import Message, noted
from app.municipality.offering import Channel
from app.procedures.answer_sections import answer_sections
from app.web.at_desk import DeskPages
from app.web.drawing.fields import errors_by_box
from app.web.drawing.stored_files import StoredView, stored_views
from app.web.staff.paper.cases import ENTER, ROOT, PaperCase, note_look, open_paper
from app.web.staff.paper.frame import PaperFrame, frame_of
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/{{application_id}}")

SCAN = "scan"


@dataclass(frozen=True)
class Row:
    label: str
    text: str
    change_href: str


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class CheckPaperPage:
    """`gaps`: (where it is mended, what is missing). `warnings` hold nothing up: it has arrived all the same."""

    frame: PaperFrame
    sections: tuple[Section, ...]
    gaps: tuple[tuple[str, Message], ...]
    warnings: tuple[Message, ...]
    other: str | None
    scans: tuple[StoredView, ...]
    errors: Mapping[str, Message]
    is_correction: bool


@pages.get("/check", ENTER)
def show_check(visit: Visit, application_id: UUID) -> Response:
    case = open_paper(visit, application_id)
    note_look(case)
    return render_check(case, {})


@pages.post("/file", ENTER)
def file_paper(visit: Visit, application_id: UUID) -> Response:
    """With gaps the review begins at once, for nothing else can be done with it: the next page asks for them."""
    case = open_paper(visit, application_id)
    try:
        gaps = filing.file_paper(visit.session, case.application, case.intake, case.what, case.entering)
    except AlreadyFiled:
        return render_check(open_paper(visit, application_id), {}, status=409)
    href = f"/staff/cases/{case.application.reference_number}"
    if not gaps or not may(visit.staff, Action.START_REVIEW, case.application.section):
        return visit.see_other(f"{href}?done=paper")
    if case.application.state is State.ARRIVED:
        review.start_review(visit.session, case.application, by=visit.staff, now=visit.now)
    return visit.see_other(f"{href}/correction?gaps=1")


@pages.post("/give-up", ENTER)
def give_up(visit: Visit, application_id: UUID) -> Response:
    case = open_paper(visit, application_id)
    filing.give_up(visit.session, case.application, case.intake, case.entering)
    return visit.see_other(ROOT)


def render_check(case: PaperCase, errors: Mapping[str, Message], *, status: int = 200) -> Response:
    visit = case.visit
    other = find_other(visit.session, case.application, case.journey)
    page = CheckPaperPage(
        frame=frame_of(case),
        sections=_sections(case),
        gaps=_gaps(case),
        warnings=tuple(_warnings(case)),
        other=other.reference_number if other else None,
        scans=stored_views(
            {"id": str(each.id), "name": each.display_name, "bytes": each.size_bytes} for each in case.scans
        ),
        errors=errors,
        is_correction=case.application.state is not State.DRAFT,
    )
    return visit.render("staff/paper/check.html", page, status=422 if errors else status)


def _sections(case: PaperCase) -> tuple[Section, ...]:
    asked = {question.key for step in case.pages for question in case.journey.asked(step)}
    return tuple(
        Section(
            section.step.title.ja + (f"（{section.which}）" if section.which else ""),
            tuple(
                Row(
                    row.question.name.ja,
                    row.text,
                    f"{case.href}/steps/{row.step.key}#{row.question.box_id(row.at)}",
                )
                for row in section.rows
            ),
        )
        for section in answer_sections(case.journey, asked)
    )


def _gaps(case: PaperCase) -> tuple[tuple[str, Message], ...]:
    steps = case.procedure.step_of_question
    return tuple(
        (f"{case.href}/steps/{steps[box.partition('.')[0]].key}#{box}", message)
        for box, message in errors_by_box(gaps_of(case.what)).items()
    )


def _warnings(case: PaperCase) -> list[Message]:
    town, found = case.visit.office.town, list[Message]()
    if reason := refusal(town, case.procedure, Channel.PAPER, case.intake.came_on):
        found.append(reason)
    if case.journey.stop:
        found.append(Message("{title}", {"title": case.journey.stop.title}))
    if needed_for(case.procedure, town) >= Assurance.AUTHENTICATED and case.application.state is State.DRAFT:
        found.append(noted("本人確認の書類の写しは、審査のときに確かめます。"))
    if not case.scans:
        found.append(noted("紙の画像が、まだありません。"))
    return found
