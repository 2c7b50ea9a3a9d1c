"""For whoever would rather write by hand: the form of a procedure, blank for everybody, or filled in from one's draft."""

from functools import lru_cache
from threading import Lock
from uuid import UUID

from starlette.responses import Response

from app.applications.issuing import made_whole
from app.applications.known import context_of
from app.applications.lifecycle import State
from app.applications.paper_forms import FormMaker
from app.clock import japan_date
from app.documents.forms import PaperForm, render_form
from app.errors import NotFound
from app.japan.spoken import EraMonth
from app.language import Language
from app.procedures.publication import procedure_of
from app.templating import speaker
from app.web.offered import offered_revision
from app.web.policies import APPLICANT, PUBLIC
from app.web.resident.cases import note_look, open_case
from app.web.resident.receipts import pdf_response
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()

EASY = "easy"
# The forms of a whole catalogue in both wordings; a hundred kilobytes each.
_KEPT = 160
_one_at_a_time = Lock()


def form_href(path: str, language: Language) -> str:
    """Staff read Japanese: whoever reads something else gets it in plain words."""
    return path if language is Language.JAPANESE else f"{path}?words={EASY}"


@pages.get("/procedures/{key}/form.pdf", PUBLIC)
def send_blank_form(visit: Visit, key: str, words: str = "") -> Response:
    """The same for everybody, so that whoever stands between may keep it for an hour."""
    revision = offered_revision(visit, key)
    town, today = visit.office.town, japan_date(visit.now)
    known = context_of({}, town, today).known
    say = speaker(visit.office.pages, _language(words))
    maker = FormMaker(procedure_of(revision), town, say, known)
    edition = EraMonth(japan_date(revision.published_at)).for_reader(Language.JAPANESE)
    response = pdf_response(blank_form(maker.make(revision.published_at, edition)), f"{key}.pdf")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@pages.get("/apply/{application_id}/form.pdf", APPLICANT)
def send_filled_form(visit: Visit, application_id: UUID, words: str = "") -> Response:
    """What stands in the draft, for the pen to go on with. Raises NotFound once it was sent."""
    case = open_case(visit, application_id)
    if case.application.state is not State.DRAFT:
        raise NotFound
    note_look(case, "form")
    office, journey, code = visit.office, case.journey, case.resume_code or ""
    say = speaker(office.pages, _language(words))
    maker = FormMaker(case.procedure, office.town, say, journey.context.known, journey.answers)
    resume = f"{office.public_url}/resume" if code else ""
    edition, number = code or application_id.hex[:8], case.application.resume_code
    form = maker.make(case.application.saved_at, edition, code, resume, number)
    made = made_whole(
        office.database, application_id, application_id.hex[:8], lambda: render_form(form), now=visit.now
    )
    return pdf_response(made, f"form-{application_id.hex[:8]}.pdf")


def blank_form(form: PaperForm) -> bytes:
    """Made once for as long as nothing of it changes, however many ask at the same moment."""
    with _one_at_a_time:
        return _made(form)


@lru_cache(_KEPT)
def _made(form: PaperForm) -> bytes:
    return render_form(form)


def _language(words: str) -> Language:
    return Language.EASY if words == EASY else Language.JAPANESE
