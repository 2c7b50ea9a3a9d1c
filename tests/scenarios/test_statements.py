"""What sending costs the database, on both of them: counted, for time depends on the machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.people import Resident
from tests.postgres import PostgresServer
from tests.scenarios import certificate
from tests.world import World, a_world

MOST = 12


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Without jobs, so that every statement is the request's."""
    url = ""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database()
    folder: Path = tmp_path_factory.mktemp("town")
    with a_world(folder, url, jobs=False) as running:
        yield running


def test_sending_with_a_fee_and_a_mail_costs_a_dozen_statements(world: World, resident: Resident) -> None:
    """Must catch: a statement more, be it a look at files that nobody was asked for."""
    certificate.claim(resident)  # the first of the year makes the row of its numbers
    certificate.reach_check(resident, sign_in=False)
    heard: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            heard.append(statement)

    event.listen(world.office.database.engine, "before_cursor_execute", listen)
    form = resident.fields_of(resident.form("この内容で申請する")) | {"consent_truth": ["yes"]}
    answer = resident.client.post(
        f"{resident.path.rpartition('/')[0]}/submit", data=form, follow_redirects=False
    )
    event.remove(world.office.database.engine, "before_cursor_execute", listen)
    assert answer.headers["location"].endswith("/receipt")
    assert sum("INSERT INTO payment " in each for each in heard) == 1
    assert sum("INSERT INTO notices " in each for each in heard) == 1
    assert len(heard) <= MOST, "\n".join(heard)
