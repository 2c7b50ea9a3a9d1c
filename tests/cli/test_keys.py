"""A new key for everything: afterwards the old one opens nothing, and nothing needs it."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from app.auth.models import ResidentAccount
from app.cli import keys, sealed_queries
from app.cli.keys import Count, renew_columns, renew_files
from app.database import Base, Database
from app.errors import Unavailable
from app.files.local_disk import LocalDisk
from app.files.models import StoredFile
from app.vault import Vault
from tests.conftest import NOW, TEST_KEY
from tests.postgres import PostgresServer

NEW_KEY = Fernet.generate_key().decode()
PEOPLE = 450  # more than two batches


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'keys.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create_database()


@pytest.fixture
def filled(url: str) -> str:
    """A database under the old key."""
    with opened(url, TEST_KEY) as database:
        tables = [Base.metadata.tables[model.__tablename__] for model in (ResidentAccount, StoredFile)]
        Base.metadata.create_all(database.engine, tables=tables)
        with database.write() as session:
            for number in range(PEOPLE):
                session.add(person(number))
    return url


class opened:  # noqa: N801  # used like a function
    def __init__(self, url: str, *vault_keys: str) -> None:
        self.database = Database(url, Vault(vault_keys))

    def __enter__(self) -> Database:
        return self.database

    def __exit__(self, *_raised: object) -> None:
        self.database.engine.dispose()


def person(number: int) -> ResidentAccount:
    return ResidentAccount(
        method="card", subject_key=str(number), phone=f"09000000{number:03}", email=None, created_at=NOW
    )


def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns of the tables that this test has."""
    mine = [column for column in sealed_queries.sealed_columns() if column.table.name == "resident_account"]
    monkeypatch.setattr(keys, "sealed_columns", lambda: mine)


def phones(url: str, *vault_keys: str) -> list[str | None]:
    with opened(url, *vault_keys) as database, database.read() as session:
        return sorted(account.phone or "" for account in session.scalars(select(ResidentAccount)))


def test_every_sealed_value_opens_under_the_new_key_alone(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: a batch left out, a value sealed twice, NULLs filled with something."""
    only_these(monkeypatch)
    with opened(filled, NEW_KEY, TEST_KEY) as database:
        vault = Vault([NEW_KEY, TEST_KEY])
        assert renew_columns(database, vault) == Count(renewed=PEOPLE, failed=0)
        assert renew_columns(database, vault) == Count(renewed=0, failed=0)
    assert phones(filled, NEW_KEY) == sorted(f"09000000{number:03}" for number in range(PEOPLE))
    with pytest.raises(Unavailable):
        phones(filled, TEST_KEY)
    with opened(filled, NEW_KEY) as database, database.read() as session:
        assert session.scalar(select(func.count()).where(ResidentAccount.email.is_not(None))) == 0


def test_stopped_in_the_middle_it_goes_on_where_it_was(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Must catch: one transaction around everything, so that whoever stops it begins again for ever."""
    only_these(monkeypatch)
    vault, renew, done = Vault([NEW_KEY, TEST_KEY]), Vault.renew, 0

    def tired(self: Vault, sealed: bytes) -> bytes | None:
        nonlocal done
        done += 1
        if done == 300:
            raise KeyboardInterrupt
        return renew(self, sealed)

    monkeypatch.setattr(Vault, "renew", tired)
    with opened(filled, NEW_KEY, TEST_KEY) as database:
        with pytest.raises(KeyboardInterrupt):
            renew_columns(database, vault)
        count = renew_columns(database, vault)
    assert count == Count(renewed=PEOPLE - 200, failed=0)
    assert len(phones(filled, NEW_KEY)) == PEOPLE


def test_what_was_written_meanwhile_is_not_overwritten(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Must catch: putting the value that was read back over one that a resident has just saved."""
    (column,) = [
        each
        for each in sealed_queries.sealed_columns()
        if (each.table.name, each.name) == ("resident_account", "phone")
    ]
    vault = Vault([NEW_KEY, TEST_KEY])
    with opened(filled, NEW_KEY, TEST_KEY) as database:
        with database.write() as session:
            (old, *_) = sealed_queries.list_sealed(session, column, None)
        with database.write() as session:
            account = session.get(ResidentAccount, old.row)
            assert account is not None
            account.phone = "0311112222"
        with database.write() as session:
            sealed_queries.replace_sealed(session, column, old, vault.renew(old.sealed) or b"")
        with database.read() as session:
            account = session.get(ResidentAccount, old.row)
            assert account is not None
            assert account.phone == "0311112222"


def test_every_file_opens_under_the_new_key_alone(tmp_path: Path) -> None:
    """Must catch: files left under the old key, or written anew with other bytes."""
    before = LocalDisk(tmp_path, Vault([TEST_KEY]))
    kept = {before.put(content): content for content in (b"", b"1", bytes(200_000))}
    both = LocalDisk(tmp_path, Vault([NEW_KEY, TEST_KEY]))
    assert renew_files(both) == Count(renewed=3)
    assert renew_files(both) == Count(renewed=0)
    after = LocalDisk(tmp_path, Vault([NEW_KEY]))
    assert {key: after.open(key) for key in kept} == kept
    for key in kept:
        with pytest.raises(Unavailable):
            before.open(key)


def test_what_no_key_opens_is_counted_and_keeps_the_old_keys(tmp_path: Path) -> None:
    """Must catch: saying that the old key may go while something still hangs on it."""
    LocalDisk(tmp_path, Vault([Fernet.generate_key().decode()])).put(b"of a key that is lost")
    assert renew_files(LocalDisk(tmp_path, Vault([NEW_KEY, TEST_KEY]))) == Count(renewed=0, failed=1)
