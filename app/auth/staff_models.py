"""What the database remembers of how staff prove who they are, beside the password."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id


class SecondFactor(Base):
    """The authenticator of one account (2段階のサインイン, RFC 6238). Without `confirmed_at` it opens nothing yet.

    `last_step` is the time step of the newest code that was taken: it and all before it are used up.
    """

    __tablename__ = "second_factor"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedJson)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime]


class RecoveryCode(Base):
    """Opens once in place of the authenticator (予備のコード). Of 79 random bits only the hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    staff_id: Mapped[UUID] = mapped_column(index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class KnownBrowser(Base):
    """A browser in which this account has shown its second factor; `failures` are those since it last did."""

    __tablename__ = "known_browser"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    failures: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class StaffIdentity(Base):
    """Whom the town's own identity provider means by a subject; bound by an administrator or by a claim."""

    __tablename__ = "staff_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject_digest"),)

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject_digest: Mapped[str] = mapped_column(String(64))
    bound_at: Mapped[datetime]
