"""A value that somebody proposes for the town, and what a second person said to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Connection, Index, String, event, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, new_id

_OPEN = "confirmed_at IS NULL AND rejected_at IS NULL"


class TownParameter(Base):
    """A proposed value (町の値). It waits until a second person confirms it, or somebody rejects it with a reason.

    `name` is its path in the town's file, or `table.<name>.<day>`; `value` is plain JSON of the kind that place takes;
    `effective_from` is a day in Japan. Nothing of it changes once it is decided, and nothing is ever deleted: a newer
    value takes an older one's place.
    """

    __tablename__ = "town_parameter"
    __table_args__ = (
        Index(
            "uq_town_parameter_open",
            "name",
            "effective_from",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_people"),
        CheckConstraint("confirmed_at IS NULL OR rejected_at IS NULL", name="one_end"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    effective_from: Mapped[date]
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str] = mapped_column(String(500))
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    rejected_by: Mapped[UUID | None]
    rejected_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(500))

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.rejected_at is None


# What was proposed stays as it was proposed, and what was decided as it was decided, whoever asks.
_SAME = ("name", "effective_from", "source", "proposed_by", "proposed_at")
_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _SAME)
_DECIDED = "OLD.confirmed_at IS NOT NULL OR OLD.rejected_at IS NOT NULL"
_WORDS = "a value of the town stays as it is"
KEEPING = {
    "postgresql": (
        f"""
CREATE OR REPLACE FUNCTION town_parameter_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT ({_DECIDED} OR {_CHANGED} OR NEW.value::text <> OLD.value::text) THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '{_WORDS}';
END $$
""",
        """
CREATE TRIGGER town_parameter_stays BEFORE UPDATE OR DELETE ON town_parameter
FOR EACH ROW EXECUTE FUNCTION town_parameter_stays()
""",
    ),
    "sqlite": (
        f"""
CREATE TRIGGER town_parameter_stays_on_update BEFORE UPDATE ON town_parameter
WHEN {_DECIDED} OR {_CHANGED} OR NEW.value <> OLD.value
BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END
""",
        f"""
CREATE TRIGGER town_parameter_stays_on_delete BEFORE DELETE ON town_parameter
BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END
""",
    ),
}


@event.listens_for(TownParameter.__table__, "after_create")
def _keep(_table: Any, connection: Connection, **_options: Any) -> None:
    for statement in KEEPING[connection.dialect.name]:
        connection.execute(text(statement))
