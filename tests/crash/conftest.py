"""A town of real processes on each database."""

from collections.abc import Iterator

import pytest

from crash.processes import ForkedTown
from tests.crash.town import Town
from tests.postgres import PostgresServer, postgres
from tests.world import free_ports

__all__ = ["postgres"]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Running. Killing our processes does not need PostgreSQL itself to sync to the disk."""
    url = ""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database()
    opened = ForkedTown(tmp_path_factory.mktemp("town"), free_ports(), url)
    try:
        opened.start()
        yield opened
    finally:
        opened.kill()
