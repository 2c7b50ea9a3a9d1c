"""The tables of the counter. A visit's state changes through `perform` only."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.applications.models import Actor, ActorKind
from app.auth.identity import Assurance
from app.counter.identities import ConfirmedBy, IdentifiedBy, Told
from app.counter.lifecycle import VisitAction, VisitState, after
from app.counter.stages import Stage
from app.database import Base, EncryptedJson, new_id


class Desk(Base):
    """窓口の席, as `places` of the town's file names it; the row is made when somebody first sits there."""

    __tablename__ = "counter_desk"
    __table_args__ = (UniqueConstraint("place", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    lock: Mapped[int] = mapped_column(default=1)
    place: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(60))
    staff_id: Mapped[UUID | None] = mapped_column(unique=True)
    current_visit_id: Mapped[UUID | None]

    __mapper_args__ = {"version_id_col": lock}


class CounterVisit(Base):
    """来庁: the time of one person at a desk. What it knows of them is gone when it is over.

    `subject_id` owns what is begun here; `epoch` is sealed into every form of both screens and changes with every
    visit. `changes` counts what both screens show, so that each sees that the other moved on. `staff_id` is forgotten
    with the person: seconds are counted for places, never for people who work there.

    `read_print`: of what the person has read and stood behind; other answers have another. `pointed`: the application
    and the box of which somebody said that it is wrong. `put_off`: pages for later, each with its application.
    `collected`: which papers of the event were handed over; `papers_at`: when staff had looked at all of them.
    `second_at`: when another member of staff agreed to whose account it is.
    """

    __tablename__ = "counter_visit"
    __table_args__ = (Index("ix_counter_visit_state", "state", "last_seen_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    lock: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    place: Mapped[str] = mapped_column(String(60))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("counter_desk.id"), index=True)
    staff_id: Mapped[UUID | None]
    subject_id: Mapped[UUID] = mapped_column(unique=True, default=new_id)
    epoch: Mapped[UUID] = mapped_column(default=new_id)
    state: Mapped[VisitState] = mapped_column(default=VisitState.OPEN)
    changes: Mapped[int] = mapped_column(default=0)
    person_key: Mapped[str | None] = mapped_column(EncryptedJson)
    told_sealed: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    identified_by: Mapped[IdentifiedBy | None]
    papers: Mapped[list[str]] = mapped_column(default=list)
    confirmed_by: Mapped[ConfirmedBy | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_again_at: Mapped[datetime | None]
    event: Mapped[str | None] = mapped_column(String(60))
    event_answers: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    read_print: Mapped[str | None] = mapped_column(String(64))
    pointed: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    put_off: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    collected: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    papers_at: Mapped[datetime | None]
    second_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(10), default="ja")
    mode: Mapped[str] = mapped_column(String(10), default="")
    after_denial: Mapped[bool] = mapped_column(default=False)
    is_talking: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": lock}

    def perform(self, action: VisitAction, at: datetime) -> None:
        """Raises VisitOver. Nothing of the person stays behind but what they applied for."""
        self.state = after(self.state, action)
        self.ended_at = at
        self.person_key = self.told_sealed = self.event_answers = self.staff_id = None
        self.papers, self.pointed, self.put_off, self.collected = [], [], [], []
        self.is_talking = False

    def bump(self) -> None:
        """After whatever the other screen should show."""
        self.changes += 1

    @property
    def is_open(self) -> bool:
        return self.state is VisitState.OPEN

    @property
    def told(self) -> Told | None:
        return Told.from_json(self.told_sealed) if self.told_sealed else None

    @property
    def assurance(self) -> Assurance:
        """As sure as the papers make us, once the person has said 「私です」."""
        if self.identified_by is None or self.confirmed_at is None:
            return Assurance.NONE
        return self.identified_by.assurance

    @property
    def actor(self) -> Actor:
        """The hand that begins and submits, and to whom it belongs."""
        return Actor(ActorKind.GUEST, self.subject_id, self.assurance)


class Refusal(StrEnum):
    """Why an application did not arrive. The others of the visit do all the same.

    `UNSURE`: nobody has seen a paper of the person; `FILED`: the same is under way already.
    """

    CLOSED = "closed"
    STOPPED = "stopped"
    FILED = "filed"
    UNSURE = "unsure"
    INCOMPLETE = "incomplete"
    UNSIGNED = "unsigned"


class VisitCase(Base):
    """An application within a visit. `joined`: it was begun elsewhere, and goes back there when it is dropped.

    `refused`: why it did not arrive when it was sent; it stays a draft, and nothing more is asked for it.
    """

    __tablename__ = "visit_case"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("counter_visit.id"), primary_key=True)
    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    joined: Mapped[bool] = mapped_column(default=False)
    refused: Mapped[Refusal | None]
    dropped_at: Mapped[datetime | None]


class VisitStage(Base):
    """滞在時間の内訳: from when to when a visit was at one stage; an open one has no end yet."""

    __tablename__ = "visit_stage"
    __table_args__ = (Index("ix_visit_stage_place", "place", "began_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("counter_visit.id"), index=True)
    place: Mapped[str] = mapped_column(String(60))
    stage: Mapped[Stage]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Speaker(StrEnum):
    """Whose words a line is; never which member of staff."""

    STAFF = "staff"
    PERSON = "person"


class VisitLine(Base):
    """筆談の一行. `said` has either `text` or `phrase`, the key of a stock phrase; gone when the visit is over."""

    __tablename__ = "visit_line"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("counter_visit.id"), index=True)
    speaker: Mapped[Speaker]
    said: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    at: Mapped[datetime]
