"""The evidence of a signature, beside the version that was signed, and gone only with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class SignatureEvidence(Base):
    """署名の証拠: what was shown, its signature and the certificate (base64), and what was found when it came.

    `report` is sealed by the town with `seal`: of all parts it alone is not under the signature of the card.
    """

    __tablename__ = "signature_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("submitted_version.id", ondelete="CASCADE"), unique=True
    )
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(EncryptedJson)
    signature: Mapped[str] = mapped_column(EncryptedJson)
    certificate: Mapped[str] = mapped_column(EncryptedJson)
    report: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    seal: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]
