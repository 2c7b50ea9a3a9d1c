"""Somebody without a card, at the level of the verbs: an address proven, photos handed in, the case arrived."""

import io
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session

from app.applications import identity, submission
from app.applications.models import Actor, ActorKind
from app.auth.identity import Assurance
from app.database import new_id
from app.files.kinds import FileKind
from app.files.models import ScanState, StoredFile
from tests import make

ALL = ("listed", "legible", "name", "birth", "address", "valid")


def a_photo(shade: int = 90) -> bytes:
    """Another one for each shade."""
    out = io.BytesIO()
    Image.new("RGB", (320, 200), (shade, 140, 110)).save(out, "JPEG")
    return out.getvalue()


def hands_in(session: Session, case: make.Case, *papers: str) -> None:
    """A row for each; their bytes are nowhere."""
    check = identity.check_of(session, case.application)
    for position, paper in enumerate(papers):
        session.add(
            StoredFile(
                subject_id=check.id,
                question_key=paper,
                position=position,
                display_name="photo.jpg",
                media_type=FileKind.JPEG,
                size_bytes=1,
                sha256=new_id().hex,
                copy_key=new_id().hex,
                scan_state=ScanState.CLEAN,
                received_at=case.now,
            )
        )
    session.flush()


def by_papers(session: Session, *papers: str, key: str = make.ALLOWANCE, **more: Any) -> make.Case:
    """Arrived, and waiting for somebody to look."""
    by = Actor(ActorKind.GUEST, new_id(), Assurance.CONTACT)
    case = make.a_draft(session, key, by=by, **more)
    hands_in(session, case, *(papers or ("driving_licence",)))
    submission.submit(session, case.application, case.what(), by=by, now=case.tick())
    session.flush()
    return case
