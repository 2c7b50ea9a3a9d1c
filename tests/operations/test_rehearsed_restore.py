"""The whole rehearsal, by the commands an operator types: back up, lose everything, restore elsewhere, go on."""

from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from app.backups import postgres_tools
from app.backups.manifest import Unusable
from tests.operations.commands import command
from tests.people import Clerk, Resident
from tests.postgres import PostgresServer
from tests.scenarios import desk, disaster
from tests.world import PASSWORD, a_world, free_ports, settings_of


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_restored_town_goes_on_working(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """I-60. Must catch: a restore that looks whole, and in which nobody can sign in, read or file."""
    server: PostgresServer | None = request.getfixturevalue("postgres") if kind == "postgresql" else None
    first, second = tmp_path / "first", tmp_path / "second"
    folders = (first, second)
    urls = [server.create_database() if server else "" for _ in folders]
    for folder in folders:
        folder.mkdir()
    with a_world(first, urls[0]) as town, closing(Resident(town.url)) as resident:
        kept = disaster.arrive(resident)
        disaster.tell_of_damage(resident)
        resident.sends("次へ", files=[("photos", ("床.jpg", disaster.photo(2)))])
        town.finish_jobs()
        made = command(town.settings, "backup", str(tmp_path / "backup"))
        assert made.returncode == 0, made.stderr
        with closing(Resident(town.url)) as other:
            lost = disaster.arrive(other)
    place = settings_of(second, free_ports(), urls[1])
    restored = command(place, "restore", str(tmp_path / "backup"))
    assert restored.returncode == 0, restored.stderr
    assert "entries of the audit chain follow one another" in restored.stdout
    with ExitStack() as opened:
        town = opened.enter_context(a_world(second, urls[1], begun="there"))
        clerk = opened.enter_context(closing(Clerk(town.url)))
        resident = opened.enter_context(closing(Resident(town.url)))
        clerk.signs_in("tanto", PASSWORD)
        clerk.opens(desk.case_of(kept))
        assert "ヤマカワ ミドリ" in clerk.text
        clerk.opens(desk.case_of(lost), expected=404)
        desk.take_up(clerk, kept)
        new = disaster.arrive(resident)
        assert new not in {kept, lost}
        assert int(new.split("-")[1]) == int(kept.split("-")[1]) + 1001
        assert town.mails(kept) == []
    checked = command(place, "audit", "verify")
    assert checked.returncode == 0, checked.stdout
    again = command(place, "restore", str(tmp_path / "backup"))
    assert again.returncode == 1
    assert "empty" in again.stderr


def test_without_the_tools_it_says_what_to_install(
    tmp_path: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: an operator who is shown a traceback instead of the one line that helps."""

    monkeypatch.setattr(postgres_tools, "_candidates", lambda _name: iter([Path("/bin/true")]))
    with pytest.raises(Unusable, match="apt-get install postgresql-client"):
        postgres_tools.get_tool("pg_dump", 15)


def test_the_password_is_no_argument_of_a_tool() -> None:
    """I-69. Must catch: a password that everybody on the machine reads in the list of processes."""

    url = "postgresql+psycopg://town:s3cret@db.town.example:5433/madoguchi?sslmode=require"
    told = postgres_tools._environment(url)
    assert told["PGPASSWORD"] == "s3cret"
    assert (told["PGHOST"], told["PGPORT"], told["PGUSER"]) == ("db.town.example", "5433", "town")
    assert (told["PGDATABASE"], told["PGSSLMODE"]) == ("madoguchi", "require")
