"""`python -m app signatures verify`, as an operator types it years later, also in a restored place."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import create_engine, text

from app.audit.chain import install as install_audit
from app.auth.jpki.profile import Purpose
from app.cli.backup import place_of
from app.migrating import migrate
from app.settings import Settings
from tests import make
from tests.auth.jpki import cards
from tests.operations.commands import command
from tests.operations.making import settings_in


@dataclass
class Archive:
    settings: Settings
    number: str
    roots: Path

    def verify(self, *which: str, settings: Settings | None = None) -> tuple[int, str]:
        told = {
            "AUTH__JPKI__SIGNATURE_ROOTS": json.dumps([str(self.roots)]),
            "AUTH__JPKI__SIGNATURE_POLICIES": json.dumps([*cards.trust(Purpose.SIGNATURE).policies]),
        }
        done = command(settings or self.settings, "signatures", "verify", *which, "--offline", **told)
        return done.returncode, done.stdout + done.stderr

    def changes(self, statement: str) -> None:
        engine = create_engine(self.settings.database)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "town").mkdir()
    settings = settings_in(tmp_path / "town")
    migrate(settings.database)
    place = place_of(settings)
    install_audit(place.database.sessions, settings.audit.sealing_keys)
    with place.database.write() as session:
        case = make.a_draft(
            session, "child_allowance_donation", "hayashi_keiko", given={"donation_scope": "part"}
        )
        case.submit()
        number = str(case.application.reference_number)
    place.database.engine.dispose()
    roots = tmp_path / "roots.pem"
    pem = (each.public_bytes(Encoding.PEM) for each in cards.trust(Purpose.SIGNATURE).roots)
    roots.write_bytes(b"".join(pem))
    return Archive(settings, number, roots)


def test_it_is_verified_from_what_is_kept_here_and_in_a_restored_place(
    archive: Archive, tmp_path: Path
) -> None:
    """Must catch: evidence that a backup leaves out, or that needs the service or the network."""
    status, said = archive.verify(archive.number)
    assert (status, archive.number in said, "valid as of signing" in said) == (0, True, True), said
    assert "revoked since: not known" in said
    assert command(archive.settings, "backup", str(tmp_path / "backup")).returncode == 0
    other = settings_in(tmp_path / "other")
    assert command(other, "restore", str(tmp_path / "backup")).returncode == 0
    status, said = archive.verify("--all", settings=other)
    assert (status, "1 signatures, all as they were" in said) == (0, True), said


def test_what_was_changed_or_taken_away_is_said_loudly(archive: Archive) -> None:
    """Must catch: a tampered row passed over, and evidence that somebody has deleted."""
    archive.changes(f"UPDATE signature_evidence SET digest = '{'0' * 64}'")
    status, said = archive.verify("--all")
    assert (status, "NOT VALID" in said, "document: not what was signed" in said) == (1, True, True), said
    archive.changes("DELETE FROM signature_evidence")
    status, said = archive.verify("--all")
    assert (status, f"{archive.number}: NOT VALID: it was signed" in said) == (1, True), said


def test_a_number_nobody_signed_under_is_no_success(archive: Archive) -> None:
    status, _said = archive.verify("26-999999-X")
    assert status == 2
    assert archive.verify()[0] == 2, "and nothing is asked for"
