"""署名 at a counter, by somebody whom staff had in front of them: once for all that they send (docs/decisions/0024)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.applications.models import Application, SubmittedVersion
from app.applications.signing.keeping import moment
from app.database import Base, EncryptedJson, new_id
from app.documents.proof.canonical import canonical, from_text, to_text
from app.documents.proof.keys import KnownKeys, Signer

SEALED_AS = b"madoguchi signature by hand 1\n"


class ByHand(StrEnum):
    """How: with a finger on the screen, the name typed there, or on the printed sheet, as staff record."""

    DRAWN = "drawn"
    TYPED = "typed"
    ON_PAPER = "on_paper"


class HandSignature(Base):
    """署名の記録 of one version, with what else was signed by the same stroke.

    `covers`: application → hash of its content. `drawing`: the strokes, the name that was typed, or nothing. `seal`: the
    town's own signature over it all.
    """

    __tablename__ = "hand_signature"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("submitted_version.id", ondelete="CASCADE"), unique=True
    )
    how: Mapped[ByHand]
    drawing: Mapped[str] = mapped_column(EncryptedJson)
    covers: Mapped[dict[str, Any]]
    visit_number: Mapped[str] = mapped_column(String(20))
    identified_by: Mapped[str] = mapped_column(String(20))
    papers: Mapped[list[str]]
    seal: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]


@dataclass(frozen=True)
class SignedByHand:
    """`identified_by` and `papers`: how staff made sure who signs."""

    how: ByHand
    drawing: str = field(repr=False)
    covers: Mapping[str, str]
    visit_number: str
    identified_by: str
    papers: tuple[str, ...]
    signer: Signer = field(repr=False)


def keep_by_hand(
    application: Application, version: SubmittedVersion, signed: SignedByHand, now: datetime
) -> HandSignature:
    """The caller adds it to the session."""
    kept = HandSignature(
        application_id=application.id,
        version_id=version.id,
        how=signed.how,
        drawing=signed.drawing,
        covers=dict(signed.covers),
        visit_number=signed.visit_number,
        identified_by=signed.identified_by,
        papers=list(signed.papers),
        seal="",
        signed_at=now,
    )
    made = signed.signer.sign(sealed_as(kept, signed.signer.key_id))
    kept.seal = f"{signed.signer.key_id}.{to_text(made)}"
    return kept


def sealed_as(kept: HandSignature, key_id: str) -> bytes:
    """The bytes under the town's seal."""
    return SEALED_AS + canonical(
        {
            "application": str(kept.application_id),
            "version": str(kept.version_id),
            "how": kept.how.value,
            "drawing": hashlib.sha256(kept.drawing.encode()).hexdigest(),
            "covers": kept.covers,
            "visit": kept.visit_number,
            "identified_by": kept.identified_by,
            "papers": kept.papers,
            "signed_at": moment(kept.signed_at),
            "key": key_id,
        }
    )


def holds(kept: HandSignature, version: SubmittedVersion, keys: KnownKeys) -> bool:
    """Whether it is still what was signed, for this version."""
    name, _, made = kept.seal.partition(".")
    try:
        seal = from_text(made)
    except ValueError:
        return False
    is_of_it = kept.covers.get(str(version.application_id)) == version.content_hash
    return is_of_it and keys.has_signed(name, seal, sealed_as(kept, name))
