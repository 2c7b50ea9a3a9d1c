"""Notices to try things with."""

from uuid import uuid4

from app.database import Database
from app.language import Language
from app.notices.kinds import NoticeKind
from app.notices.models import Notice
from app.notices.preparing import prepare_notice
from tests.conftest import NOW


def make_notice(database: Database, to_address: str = "hanako@town.example") -> Notice:
    with database.write() as session:
        return prepare_notice(
            session,
            NoticeKind.ARRIVED,
            subject_id=uuid4(),
            reference_number="26-000123-X",
            to_address=to_address,
            language=Language.JAPANESE,
            now=NOW,
        )
