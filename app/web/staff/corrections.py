"""Asking the resident to mend an application: which answers, why, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from starlette.responses import Response

from app.applications import review
from app.applications.desk.following_up import reason_to_ask
from app.applications.lifecycle import Action
from app.applications.paper.gaps import questions_with_gaps
from app.applications.review import AskedCorrection
from app.auth.permissions import Action as Permit
from app.clock import japan_date
from app.errors import Invalid
from app.language import Language, noted
from app.procedures.definition import CorrectionReason, Step
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.unknown import text_of
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.answer_views import HIDDEN
from app.web.staff.cases import StaffCase, open_case
from app.web.staff.deeds import deeds_of
from app.web.staff.frame import CaseFrame, frame_of
from app.web.staff.staleness import answered_before
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}/correction")
ASK = staff_who_may(Permit.REQUEST_CORRECTION)


GAPS_ASKED = noted(
    "届いた用紙に、書いていないところか、読めないところがありました。次のところを書いて、出してください。"
)


@dataclass(frozen=True)
class QuestionChoice:
    """`answer` is what stands there now."""

    key: str
    name: str
    answer: str
    is_chosen: bool


@dataclass(frozen=True)
class StepChoices:
    title: Wording
    questions: tuple[QuestionChoice, ...]


@dataclass(frozen=True)
class Preview:
    """As the resident will read it, in the variant they use."""

    message: str
    due_on: date
    questions: tuple[str, ...]
    is_mailed: bool


@dataclass(frozen=True)
class CorrectionPage:
    case: CaseFrame
    steps: tuple[StepChoices, ...]
    reasons: tuple[tuple[str, str], ...]
    boxes: Mapping[str, str]
    errors: Mapping[str, str]
    preview: Preview | None


@dataclass(frozen=True)
class Typed:
    """What the officer has written so far; `due_on` as typed."""

    questions: tuple[str, ...]
    message: str
    due_on: str

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.due_on)
        except ValueError:
            return None


@pages.get("", ASK)
def show_correction(visit: Visit, reference_number: str, gaps: bool = False) -> Response:
    """`gaps`: begun with what a paper did not say."""
    case = open_case(visit, reference_number)
    if not deeds_of(case).may_correct:
        return visit.see_other(case.href)
    due_on = review.correction_due_on(visit.office.town, case.procedure.key, japan_date(visit.now))
    missing = questions_with_gaps(case.as_sent) if gaps else ()
    return _render(case, Typed(missing, str(GAPS_ASKED) if missing else "", due_on.isoformat()))


@pages.post("", ASK)
def ask_correction(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=correction"
    if before := answered_before(case, done, Action.REQUEST_CORRECTION):
        return before
    typed = _typed(case)
    if drawn := _drawn_again(case, typed):
        return drawn
    asked = AskedCorrection(typed.questions, typed.message, typed.day or date.min)
    try:
        review.request_correction(visit.session, case.application, asked, by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return _render(case, typed, errors={_box_of(typed): refusal.message})
    return visit.see_other(done)


def _drawn_again(case: StaffCase, typed: Typed) -> Response | None:
    """For a stock reason, the preview, or a date nobody can read: nothing is written. None to go on."""
    if code := case.visit.form.one("add_reason"):
        return _render(case, _with_reason(case, typed, code))
    if typed.day is None:
        return _render(case, typed, errors={"due_on": "期限の日付を選んでください。"})
    if case.visit.form.one("do") == "preview":
        return _render(case, typed, preview=_preview(case, typed, typed.day))
    return None


def _typed(case: StaffCase) -> Typed:
    form = case.visit.form
    chosen = set(form.fields.get("questions", ()))
    keys = tuple(key for key in case.procedure.questions if key in chosen)
    return Typed(keys, form.one("message").replace("\r\n", "\n"), form.one("due_on"))


def _with_reason(case: StaffCase, typed: Typed, code: str) -> Typed:
    """The stock sentence below what is written already, and its questions ticked."""
    reasons = [reason for reason in _reasons(case) if reason.code == code]
    if not reasons:
        return typed
    text = reasons[0].text.for_reader(_language(case))
    message = typed.message if text in typed.message else f"{typed.message}\n{text}".strip()
    chosen = {*typed.questions, *reasons[0].questions}
    in_order = tuple(key for key in case.procedure.questions if key in chosen)
    return replace(typed, message=message, questions=in_order)


def _reasons(case: StaffCase) -> tuple[CorrectionReason, ...]:
    asked_again = reason_to_ask(case.rows)
    return (*case.procedure.correction_reasons, *([asked_again] if asked_again else []))


def _box_of(typed: Typed) -> str:
    """Which box the verb's refusal is about."""
    if not typed.questions:
        return "questions"
    return "due_on" if typed.message else "message"


def _preview(case: StaffCase, typed: Typed, due_on: date) -> Preview:
    questions, language = case.procedure.questions, _language(case)
    labels = tuple(questions[key].label.for_reader(language) for key in typed.questions)
    address = case.version.answers.get(case.procedure.contact.get("email", ""))
    return Preview(typed.message, due_on, labels, is_mailed=bool(address))


def _language(case: StaffCase) -> Language:
    return Language(case.application.language)


def _render(
    case: StaffCase,
    typed: Typed,
    *,
    errors: Mapping[str, str] | None = None,
    preview: Preview | None = None,
) -> Response:
    page = CorrectionPage(
        case=frame_of(case),
        steps=tuple(_step(case, step, typed) for step in case.journey.all_steps if not step.at_check),
        reasons=tuple((reason.code, reason.text.ja) for reason in _reasons(case)),
        boxes={"message": typed.message, "due_on": typed.due_on},
        errors=errors or {},
        preview=preview,
    )
    return case.visit.render("staff/cases/correct.html", page, status=422 if errors else 200)


def _step(case: StaffCase, step: Step, typed: Typed) -> StepChoices:
    asked = (question for question in step.questions if case.journey.is_asked(question))
    return StepChoices(step.title, tuple(_choice(case, question, typed) for question in asked))


def _choice(case: StaffCase, question: QuestionBase, typed: Typed) -> QuestionChoice:
    answer = case.journey.answers.get(question.key)
    text = text_of(question, answer)
    shown = HIDDEN if question.sensitive and text else text
    return QuestionChoice(question.key, question.name.ja, shown, question.key in typed.questions)
