"""The scanner of rehearsals."""

import pytest

from app.errors import SandboxInProduction
from app.files.virus_scan import EICAR, Finding, SandboxScan


def test_the_sandbox_knows_the_test_virus_wherever_it_hides() -> None:
    assert len(EICAR) == 68
    assert SandboxScan().scan(b"before" + EICAR + b"after").finding is Finding.INFECTED
    assert SandboxScan().scan(EICAR[:-1]).finding is Finding.CLEAN


def test_a_scanner_that_is_down_says_so_and_raises_nothing() -> None:
    scan = SandboxScan()
    scan.is_down = True
    assert scan.scan(EICAR).finding is Finding.UNAVAILABLE
    assert not scan.health().ok


def test_the_sandbox_refuses_to_stand_where_real_people_are() -> None:
    with pytest.raises(SandboxInProduction):
        SandboxScan(production=True)
    assert SandboxScan().health().ok
