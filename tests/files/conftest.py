"""A store, a scanner and limits: all that taking a file needs."""

from pathlib import Path

import pytest

from app.files.kinds import FileLimits
from app.files.local_disk import LocalDisk
from app.files.virus_scan import SandboxScan
from app.vault import Vault


@pytest.fixture
def store(tmp_path: Path, vault: Vault) -> LocalDisk:
    return LocalDisk(tmp_path / "files", vault)


@pytest.fixture
def scan() -> SandboxScan:
    return SandboxScan()


@pytest.fixture
def limits() -> FileLimits:
    return FileLimits()
