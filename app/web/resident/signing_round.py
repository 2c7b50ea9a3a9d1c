"""What leaving for the card and coming back from it share: the document once more, and why there is no signature."""

import logging
from typing import Any

from starlette.responses import Response

from app.applications.filing import Submission, content_of
from app.applications.signing.document import Showing, signable
from app.applications.signing.keeping import Signed
from app.auth import signing_rounds
from app.auth.models import SigningRound
from app.auth.signing import Unsigned
from app.language import Language
from app.templating import speaker
from app.web.resident.cases import Case
from app.web.visits import Visit

RETURN_PATH = "/sign/return"
log = logging.getLogger(__name__)


def callback_url(visit: Visit) -> str:
    return f"{visit.office.public_url}{RETURN_PATH}"


def submission_of(case: Case, at_check: dict[str, Any], signed: Signed | None = None) -> Submission:
    """`at_check`: what was answered on the check page, which a draft does not keep: nobody finds it ticked again."""
    journey = case.journey_with({**case.application.answers, **at_check})
    return Submission(journey, case.files, case.visit.office.town, signed)


def document_of(case: Case, what: Submission, showing: Showing) -> bytes:
    return signable(content_of(case.visit_session, case.application, what), showing)


def showing_again(visit: Visit, begun: SigningRound) -> Showing:
    language = Language(begun.told["language"])
    return Showing(begun.nonce, begun.created_at, language, speaker(visit.office.pages, language))


def tell_unsigned(visit: Visit, begun: SigningRound, why: Unsigned, fault: str = "") -> Response:
    """The page that tells it stays the same when it is opened again, and its address says nothing."""
    log.warning("no signature", extra={"why": why.value, "fault": fault})
    with visit.transaction() as session:
        signing_rounds.note_outcome(session, begun.id, why)
    return visit.see_other(f"/apply/{begun.subject_id}/unsigned")
