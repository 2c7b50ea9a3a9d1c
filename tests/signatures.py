"""What somebody signed with the card of the tests, verified as the pages verify it."""

from datetime import datetime

from app.applications.signing.document import Content, Showing, signable
from app.applications.signing.keeping import Signed, report_of
from app.auth.jpki.profile import Purpose
from app.auth.jpki.verification import SignedDocument, verify
from app.auth.signing_rounds import digest_of
from app.database import new_id
from app.documents.settings import DocumentsSettings
from app.language import Language
from tests.auth.jpki import cards
from tests.auth.signing_double import CardAtHand

SIGNER = DocumentsSettings().signer


def signed(content: Content, now: datetime, card: CardAtHand | None = None) -> Signed:
    """A certificate that is good at that moment, whichever it is."""
    card = card or CardAtHand(issued_on=now.date().replace(day=1, year=now.year - 1))
    document = signable(content, Showing(new_id().hex, now, Language.JAPANESE, str))
    made = card.signs(digest_of(document))
    told = SignedDocument(document, made.signature, made.certificate)
    verified = verify(told, cards.trust(Purpose.SIGNATURE), cards.Answers(), at=now)
    return Signed(document, made, report_of(verified, under=None, at=now), SIGNER)
