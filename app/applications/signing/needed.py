"""Whether a signature is called for: by the definition, by the town, and for a correction by what was signed before."""

from sqlalchemy.orm import Session

from app.applications.assurance import needed_for
from app.applications.lifecycle import State
from app.applications.signing.by_hand import SignedByHand
from app.applications.signing.document import Content, says
from app.applications.signing.keeping import Signed
from app.applications.signing.queries import was_signed, was_signed_by_hand
from app.applications.versions import content_hash
from app.auth.identity import Assurance
from app.auth.signing import NotSigned, Unsigned
from app.errors import Invalid
from app.municipality.town import Municipality
from app.procedures.definition import Procedure


class SignatureMissing(Invalid):
    message = "この手続は、マイナンバーカードで署名して送ります。"


def needs_signature(procedure: Procedure, town: Municipality) -> bool:
    return needed_for(procedure, town) is Assurance.SIGNED


def is_signature_due(session: Session, content: Content) -> bool:
    """For what arrives first, where one is needed; again for a correction that changes what was signed."""
    application, procedure = content.application, content.journey.procedure
    if application.state is State.DRAFT:
        return needs_signature(procedure, content.town)
    if application.state is not State.CORRECTION_REQUESTED or not _was_signed(session, content):
        return False
    return content.answers != application.versions[-1].answers


def _was_signed(session: Session, content: Content) -> bool:
    """At a counter everybody signs; it binds a correction only where the procedure wants a signature at all."""
    application = content.application
    if was_signed(session, application.id):
        return True
    wanted = needs_signature(content.journey.procedure, content.town)
    return wanted and was_signed_by_hand(session, application.id)


def require_signature(
    session: Session, content: Content, signed: Signed | None, by_hand: SignedByHand | None = None
) -> None:
    """And it must be of these very answers: whoever verified it may have looked at others.

    `by_hand`: at the counter, in place of the card. Raises SignatureMissing, NotSigned.
    """
    if by_hand is not None:
        now = content_hash(content.application, content.answers)
        if by_hand.covers.get(str(content.application.id)) != now:
            raise NotSigned(Unsigned.CHANGED)
    elif signed is None:
        if is_signature_due(session, content):
            raise SignatureMissing
    elif not says(signed.document, content.as_data()):
        raise NotSigned(Unsigned.CHANGED)
