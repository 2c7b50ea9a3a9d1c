"""The table of mandates. A mandate's state changes through `perform` only."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind, MandateProof
from app.mandates.lifecycle import MandateAction, MandateState, after
from app.mandates.rules import Power


class Mandate(Base):
    """委任・代理権: one person, one proxy, in some procedures, until a day. Nothing of it changes but its state.

    `grantor_digest` is the keyed digest of the person (`app.mandates.parties`), `person_key` their number in the
    register; `grantor_id` is the account they sign in with, once they have. `proxy_id` is None until somebody has
    taken it with the code. Names are as the person and the proxy are told of each other.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        Index("ix_mandate_grantor", "grantor_id"),
        Index("ix_mandate_grantor_digest", "grantor_digest"),
        Index("ix_mandate_proxy", "proxy_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    lock: Mapped[int] = mapped_column(default=1)
    kind: Mapped[MandateKind]
    state: Mapped[MandateState]
    grantor_digest: Mapped[str] = mapped_column(String(64))
    grantor_id: Mapped[UUID | None]
    person_key: Mapped[str | None] = mapped_column(EncryptedJson)
    grantor_name: Mapped[str] = mapped_column(EncryptedJson)
    grantor_email: Mapped[str | None] = mapped_column(EncryptedJson)
    name_folded: Mapped[str] = mapped_column(String(200), index=True)
    proxy_id: Mapped[UUID | None]
    proxy_name: Mapped[str] = mapped_column(EncryptedJson)
    proxy_email: Mapped[str | None] = mapped_column(EncryptedJson)
    office_name: Mapped[str | None] = mapped_column(EncryptedJson)
    areas: Mapped[list[str]]
    deeds: Mapped[list[str]]
    sections: Mapped[list[str]]
    since: Mapped[date]
    until: Mapped[date]
    proof: Mapped[MandateProof | None]
    proof_note: Mapped[str | None] = mapped_column(EncryptedJson)
    registered_by: Mapped[UUID | None]
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_until: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(10), default="ja")
    begun_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": lock}

    def perform(self, action: MandateAction, at: datetime) -> None:
        """Raises MandateMovedOn. A code opens nothing any more once the mandate has gone on."""
        self.state = after(self.state, action)
        self.code_hash = self.code_until = None
        if self.state is MandateState.APPROVED:
            self.approved_at = at
        else:
            self.ended_at = at

    @property
    def power(self) -> Power:
        return Power(
            self.id,
            self.kind,
            self.state,
            self.proxy_id,
            frozenset(MandateArea(area) for area in self.areas),
            frozenset(MandateDeed(deed) for deed in self.deeds),
            self.since,
            self.until,
        )
