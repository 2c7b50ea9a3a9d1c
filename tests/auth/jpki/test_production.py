"""No root and no policy of a rehearsal is trusted where real people are."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography import x509

from app.auth.jpki.production import faults_of_trust
from app.auth.jpki.profile import ARC, Purpose
from app.sandboxes.card import authorities
from tests.auth.jpki.cards import key, trust

REAL = frozenset({f"{ARC}.1.1.20"})


def root_of(organisation: str, monkeypatch: pytest.MonkeyPatch) -> x509.Certificate:
    monkeypatch.setattr(authorities, "ORGANISATION", organisation)
    return authorities.found(Purpose.SIGNATURE, date(2023, 7, 16), key("root of its own")).certificate


@pytest.mark.parametrize("purpose", Purpose)
def test_the_roots_and_policies_of_the_sandbox_are_refused(purpose: Purpose) -> None:
    """Must catch: a live service that takes the signatures of invented people."""
    faults = faults_of_trust(trust(purpose))
    assert len(faults) == 3
    assert all("JPKI-LOCALTEST" in fault or "test environment" in fault for fault in faults)


@pytest.mark.parametrize(
    ("organisation", "count"), [("JPKI", 0), ("JPKI-TEST", 1), ("jpki", 1), ("JPKI ", 1), ("XJPKI", 1)]
)
def test_a_root_is_that_of_jpki_to_the_letter(
    organisation: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = replace(trust(Purpose.SIGNATURE), roots=(root_of(organisation, monkeypatch),), policies=REAL)
    assert len(faults_of_trust(store)) == count


def test_nobody_at_all_is_a_fault_as_well() -> None:
    assert len(faults_of_trust(replace(trust(Purpose.SIGNATURE), roots=(), policies=REAL))) == 1
