"""The service comes to PostgreSQL as a role that cannot change the past, and everything works as that role."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from app.database import Database
from app.database_server import faults_of, grant
from app.migrating import migrate
from app.settings import Misconfigured
from app.vault import Vault
from tests.conftest import TEST_KEY
from tests.people import Clerk, Resident
from tests.postgres import PostgresServer
from tests.scenarios import certificate
from tests.world import PASSWORD, a_world


@dataclass
class Roles:
    """The same database, as the owner of its tables and as the service."""

    owner: str
    service: str
    name: str

    def does(self, url: str, statement: str) -> object:
        engine = create_engine(url)
        try:
            with engine.begin() as connection:
                result = connection.execute(text(statement))
                return result.scalar() if result.returns_rows else None
        finally:
            engine.dispose()


def roles_in(owner: str) -> Roles:
    name, password = f"service_{secrets.token_hex(4)}", secrets.token_hex(8)
    service = make_url(owner).set(username=name, password=password).render_as_string(hide_password=False)
    roles = Roles(owner, service, name)
    roles.does(owner, f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
    return roles


@pytest.fixture
def roles(postgres: PostgresServer) -> Iterator[Roles]:
    given = roles_in(postgres.create_database())
    migrate(given.owner)
    grant(given.owner, given.name)
    yield given
    given.does(given.owner, f"DROP OWNED BY {given.name}")
    given.does(given.owner, f"DROP ROLE {given.name}")


def refused_as(roles: Roles, statement: str) -> bool:
    try:
        roles.does(roles.service, statement)
    except ProgrammingError as refusal:
        return getattr(refusal.orig, "sqlstate", "") == "42501"
    return False


@pytest.mark.slow
def test_a_case_is_filed_paid_and_reviewed_as_the_role_of_the_service(roles: Roles, tmp_path: Path) -> None:
    """I-72. Must catch: a right that is missing, for which an operator would let the service in as the owner."""
    with a_world(tmp_path, roles.service, begun="made") as world:
        resident = Resident(world.url)
        number = certificate.claim(resident)
        certificate.pay(resident, number)
        world.finish_jobs()
        assert certificate.is_paid(resident, number)
        assert world.mails(number)
        clerk = Clerk(world.url)
        clerk.signs_in("tanto", PASSWORD)
        clerk.opens(f"/staff/cases/{number}")
        clerk.sends("審査を始める")
        for each in (resident, clerk):
            each.close()
    assert roles.does(roles.service, "SELECT count(*) FROM audit_entry")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DROP TABLE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
        "CREATE TRIGGER mine BEFORE INSERT ON audit_entry EXECUTE FUNCTION audit_entry_stays()",
        "DELETE FROM alembic_version",
    ],
)
def test_the_role_of_the_service_cannot_change_the_past(roles: Roles, statement: str) -> None:
    """I-72. Must catch: rights on all tables, given to the service without taking these away again."""
    assert refused_as(roles, statement)


def test_newer_tables_are_left_to_their_owner(roles: Roles) -> None:
    """I-72. Must catch: a program started before its migration, which dies of a statement nobody understands."""
    migrate(roles.service)
    roles.does(roles.owner, "UPDATE alembic_version SET version_num = '0003'")
    with pytest.raises(Misconfigured, match="--role"):
        migrate(roles.service)


def test_whoever_could_change_the_past_is_refused_in_production(roles: Roles) -> None:
    """I-72. Must catch: rights that were prepared, and a service that comes as the owner all the same."""
    owner, service = (Database(url, Vault([TEST_KEY])) for url in (roles.owner, roles.service))
    assert any("--role" in fault for fault in faults_of(owner))
    assert not any("--role" in fault for fault in faults_of(service))
    roles.does(roles.owner, f"GRANT DELETE ON audit_entry TO {roles.name}")
    assert any("--role" in fault for fault in faults_of(service))
    roles.does(roles.owner, f"REVOKE DELETE ON audit_entry FROM {roles.name}")
    roles.does(roles.owner, f"ALTER TABLE audit_entry OWNER TO {roles.name}")
    roles.does(roles.service, f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON audit_entry FROM {roles.name}")
    assert any("--role" in fault for fault in faults_of(service))  # it can give itself all of it again
    owner.engine.dispose()
    service.engine.dispose()


def test_a_role_that_is_not_there_is_said_to_be_missing(roles: Roles) -> None:
    with pytest.raises(Misconfigured, match="CREATE ROLE nobody_here"):
        grant(roles.owner, "nobody_here")
    with pytest.raises(Misconfigured, match="SQLite"):
        grant("sqlite://", roles.name)
