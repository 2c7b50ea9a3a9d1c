"""What the database remembers of people, their sessions and their failed tries."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.auth.identity import Role
from app.database import Base, EncryptedJson, new_id


class SessionKind(StrEnum):
    """Whose session it is, and so which time limits it has."""

    GUEST = "guest"
    RESIDENT = "resident"
    STAFF = "staff"
    # Between the password and the code: nobody yet, and no page knows it but those two.
    STAFF_STEP = "staff_step"
    # What the person at a counter looks at: of a desk or of one visit, and never of a person.
    SCREEN = "screen"


class Scope(StrEnum):
    """Where a secret can be guessed; tries are counted apart for each."""

    STAFF_PASSWORD = "staff_password"  # noqa: S105  # the name of a place, not a password
    STAFF_CODE = "staff_code"
    STAFF_RECOVERY = "staff_recovery"
    STAFF_PLACE = "staff_place"
    RECEIPT = "receipt"
    PIN = "pin"
    CONTACT_CODE = "contact_code"
    MANDATE_CODE = "mandate_code"
    MANDATE_APPROVAL = "mandate_approval"
    SCREEN_CODE = "screen_code"
    HAND_OVER = "hand_over"
    HAND_OVER_OFFER = "hand_over_offer"
    HAND_OVER_BACK = "hand_over_back"
    HELP_CODE = "help_code"


class ResidentAccount(Base):
    """One person as one sign-in method knows them.

    `subject_key` is the keyed digest of the method and its subject: the subject itself is not kept.
    `person_key` is the person's in the resident register, as the last complete answer of their card has shown it.
    """

    __tablename__ = "resident_account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    method: Mapped[str] = mapped_column(String(40))
    subject_key: Mapped[str] = mapped_column(String(64), unique=True)
    person_key: Mapped[str | None] = mapped_column(EncryptedJson)
    phone: Mapped[str | None] = mapped_column(EncryptedJson)
    email: Mapped[str | None] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime]


class StaffAccount(Base):
    """The account of one employee; never shared, never deleted, only disabled.

    From `planned_on` (人事異動) the planned roles and sections hold, whether or not anything has carried it out yet.
    """

    __tablename__ = "staff_account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    display_name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[str]]
    sections: Mapped[list[str]]
    planned_on: Mapped[date | None]
    planned_roles: Mapped[list[str] | None]
    planned_sections: Mapped[list[str] | None]
    must_change_password: Mapped[bool] = mapped_column(default=True)
    disabled_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.roles)

    def duties_on(self, day: date | None) -> tuple[frozenset[Role], frozenset[str]]:
        """What holds that day; without one, what holds as long as nothing planned is carried out."""
        if day is None or self.planned_on is None or day < self.planned_on:
            return self.role_set, frozenset(self.sections)
        return frozenset(Role(role) for role in self.planned_roles or ()), frozenset(
            self.planned_sections or ()
        )


class WebSession(Base):
    """A browser we know again; `epoch` changes with every sign-in and is sealed into every form."""

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_subject", "kind", "subject_id"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[SessionKind]
    subject_id: Mapped[UUID]
    epoch: Mapped[UUID] = mapped_column(default=new_id)
    shared_terminal: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # Sealed, for it holds the name shown on the page and decides what the session may see.
    extra: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)


class SignInTransaction(Base):
    """The minutes between leaving for a sign-in method and coming back; bound to one browser by a cookie."""

    __tablename__ = "sign_in_transaction"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    method: Mapped[str] = mapped_column(String(40))
    return_to: Mapped[str] = mapped_column(String(500))
    # What the method must find again on return (a nonce, a code verifier).
    keep: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    created_at: Mapped[datetime]
    consumed_at: Mapped[datetime | None]


class SigningRound(Base):
    """The minutes between leaving to sign and coming back. `document` is what was shown, sealed with its nonce.

    `subject_id` is what it is about, which nothing here knows. `outcome`: why nothing came of it.
    """

    __tablename__ = "signing_round"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    signer_id: Mapped[UUID]
    method: Mapped[str] = mapped_column(String(40))
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    document: Mapped[str] = mapped_column(EncryptedJson)
    told: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    keep: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    outcome: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    consumed_at: Mapped[datetime | None]


class Attempt(Base):
    """One failed try at a secret, with keyed digests of what was tried and from where."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_scope", "scope", "failed_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    scope: Mapped[Scope]
    key_digest: Mapped[str] = mapped_column(String(64))
    address_digest: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime]


class KnownPlace(Base):
    """Where a secret was told rightly before: this place keeps its own tries while strangers guess."""

    __tablename__ = "known_place"

    scope: Mapped[Scope] = mapped_column(primary_key=True)
    key_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    address_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class KeptPost(Base):
    """What somebody sent after their session had ended, kept until they have signed in again.

    `fields` are the [name, value] pairs in the order they were sent, without files.
    """

    __tablename__ = "kept_post"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_digest: Mapped[str] = mapped_column(String(64), index=True)
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[list[list[str]] | None] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
