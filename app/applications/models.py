"""The tables of applications. An application's state changes through `perform` only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from app.applications.lifecycle import DECIDED, OVER, Action, Fulfilment, State, after
from app.applications.review_models import Correction, Decision
from app.auth.identity import Assurance
from app.database import Base, EncryptedJson, new_id


class ActorKind(StrEnum):
    GUEST = "guest"
    RESIDENT = "resident"
    MANDATE = "mandate"
    STAFF = "staff"
    SYSTEM = "system"


class Application(Base):
    """申請・届出: a draft and its fate. `answers`: the working copy; `unread`: what is none yet; arrived: `versions`."""

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_queue", "section", "state", "due_on"),
        Index("ix_application_owner", "owner_id", "state"),
        Index("uq_application_matter", "matter_key", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    procedure_key: Mapped[str] = mapped_column(index=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_revision.id"))
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    lock: Mapped[int] = mapped_column(default=1)
    owner_kind: Mapped[ActorKind]
    owner_id: Mapped[UUID]
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    typed_by: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    unread: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    language: Mapped[str] = mapped_column(default="ja")
    channel: Mapped[str] = mapped_column(default="web")
    resume_code: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    expiry_notice_at: Mapped[datetime | None]

    filing_kind: Mapped[str | None]
    reference_number: Mapped[str | None] = mapped_column(unique=True)
    arrived_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    section: Mapped[str | None]
    approval_route: Mapped[str | None]
    assignee_id: Mapped[UUID | None]
    payment_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment.id"))
    fulfilment: Mapped[Fulfilment] = mapped_column(default=Fulfilment.NONE)
    name_shown: Mapped[str | None]
    name_folded: Mapped[str | None] = mapped_column(index=True)
    kana_folded: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(index=True)
    address_folded: Mapped[str | None]
    matter_key: Mapped[str | None]

    versions: Mapped[list["SubmittedVersion"]] = relationship(
        order_by="SubmittedVersion.number", back_populates="application"
    )
    history: Mapped[list["HistoryEntry"]] = relationship(
        order_by="HistoryEntry.id", back_populates="application"
    )
    corrections: Mapped[list[Correction]] = relationship(order_by=Correction.id)
    decisions: Mapped[list[Decision]] = relationship(order_by=Decision.id)

    __mapper_args__ = {"version_id_col": lock}

    def perform(self, action: Action, by: "Actor", at: datetime, note: str = "") -> None:
        """Moves to the next state and writes it down in the same breath. Raises NotPossibleNow."""
        before, self.state = self.state, after(self.state, action)
        if self.state in OVER or (self.state in DECIDED and (self.matter_key or "").startswith("again:")):
            self.matter_key = None
        entry = HistoryEntry(
            application=self,
            action=action,
            from_state=before,
            to_state=self.state,
            actor_kind=by.kind,
            actor_id=by.id,
            at=at,
            note=note,
        )
        # Not through the collection: what happened before need not be read to add to it.
        if session := object_session(self):
            session.add(entry)


class Actor:
    """Who does something, how sure we are of it, and under which mandate: `id` is None for the system itself."""

    def __init__(
        self,
        kind: ActorKind,
        actor_id: UUID | None = None,
        assurance: Assurance = Assurance.NONE,
        *,
        under: UUID | None = None,
    ) -> None:
        self.kind, self.id, self.assurance, self.mandate_id = kind, actor_id, assurance, under

    @property
    def owner(self) -> "Actor":
        return Actor(ActorKind.MANDATE, self.mandate_id) if self.mandate_id else self


class HistoryEntry(Base):
    """経過: one change of state, ordered by id. `note` is for the resident's eyes too, so it names no person."""

    __tablename__ = "history_entry"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    application: Mapped[Application] = relationship(back_populates="history")
    action: Mapped[Action]
    from_state: Mapped[State]
    to_state: Mapped[State]
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class SubmittedVersion(Base):
    """What arrived, for ever: answers, the hashes of its files, and one hash over all of it."""

    __tablename__ = "submitted_version"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    application: Mapped[Application] = relationship(back_populates="versions")
    number: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    typed_by: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    content_hash: Mapped[str]
    purpose_of_use: Mapped[str]
    submitted_at: Mapped[datetime]
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[UUID | None]
