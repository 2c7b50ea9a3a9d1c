"""A posted page with one question → its answers, or what is said at its box."""

from collections.abc import Mapping, Sequence

from app.language import Message, noted
from app.procedures.answers import ReadAnswers
from app.procedures.places import Asks, Place
from app.procedures.questions.base import Given
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.questions.unknown import box_of, is_typed
from app.procedures.reading_places import read_place
from app.web.drawing.fields import errors_by_box
from app.web.resident.cases import Case
from app.web.resident.place_page import LEFT_OPEN, is_left_open

Boxes = Mapping[str, Sequence[str]]
NOT_YET = noted("答えを入れてください。答えないときは「答えない」を選んでください。")
WRITTEN = noted("答えが入っています。答えるか「答えない」か、どちらかにしてください。")


def read_posted_place(case: Case, place: Place, form: Boxes) -> tuple[ReadAnswers, dict[str, Message]]:
    files = case.files_on(place.step)
    given = Given(form, case.journey.context.known, files, case.context.today)
    read = read_place(place, given, case.journey)
    errors = errors_by_box(read.errors)
    return read, errors or _not_said(case, place, form)


def _not_said(case: Case, place: Place, form: Boxes) -> dict[str, Message]:
    """What need not be answered is left open by saying so, and by nothing else."""
    question = place.question
    if place.asks is not Asks.ANSWER or question.required:
        return {}
    there = is_typed(form, place.at) or box_of(place.at) in form
    if isinstance(question, PhotosQuestion):
        there = bool(case.files_on(place.step).get(question.key))
    if there and is_left_open(case, place):
        return {}  # it was left open before, and is answered now
    if there is (LEFT_OPEN in form):
        return {question.box_id(place.at): WRITTEN if there else NOT_YET}
    return {}
