"""All that stands in the tables, to be compared with what stands there later."""

from collections.abc import Collection

from sqlalchemy import select

from app.database import Base
from app.jobs.models import JobExecutor
from tests.world import World


def contents(world: World, but: Collection[str] = ()) -> dict[str, list[str]]:
    """Table → its rows as text, in their order; sealed values opened. Not when a worker was last alive."""
    with world.office.database.engine.connect() as connection:
        return {
            table.name: sorted(str(row) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in {JobExecutor.__tablename__, *but}
        }
