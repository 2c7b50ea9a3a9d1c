"""Sends one code to the person who is asked; nothing of it is kept once it is on its way."""

from datetime import datetime
from uuid import UUID

from app.auth.sent_codes import shown
from app.database import Database
from app.language import Language
from app.mandates.approval_codes import LASTS
from app.mandates.code_queries import find_approval_code
from app.mandates.lifecycle import MandateState
from app.mandates.queries import find_mandate
from app.notices.approvals import AskedFor, approval_wording_of
from app.notices.channel import OutgoingMail
from app.notices.codes import Ways, Written, send_and_forget
from app.notices.wording import Letterhead


def deliver_approval_code(
    database: Database, ways: Ways, code_id: UUID, letterhead: Letterhead, now: datetime
) -> None:
    """Does nothing for a code that was sent or has run out, and where nobody asks any more.

    Raises NotNow: the job comes again while the code still lives. What will never arrive is given up in silence.
    """
    written = _write(database, code_id, letterhead, now)
    send_and_forget(database, ways, written, lambda session: find_approval_code(session, code_id))


def _write(database: Database, code_id: UUID, letterhead: Letterhead, now: datetime) -> Written | None:
    with database.read() as session:
        row = find_approval_code(session, code_id)
        if row is None or row.code is None or row.used_at or now - row.created_at >= LASTS:
            return None
        mandate = find_mandate(session, row.mandate_id)
        if mandate is None or mandate.state is not MandateState.REQUESTED:
            return None
        language = Language(mandate.language)
        what = AskedFor(shown(row.code), mandate.proxy_name, tuple(mandate.areas), mandate.until)
        words = approval_wording_of(row.kind.value, language, letterhead, what)
        mail = OutgoingMail(row.id, row.target, words.subject, words.body, language, now)
        return row.kind, mail
