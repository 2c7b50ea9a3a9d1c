"""What every test can ask for: a moment, a key, and a fresh database of either kind."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from app.audit.chain import install as install_audit
from app.database import Base, Database
from app.municipality.yaml_file import read_yaml
from app.vault import Vault
from tests.postgres import postgres

__all__ = ["postgres"]  # one server for every test that asks for it

# How long an example takes says more of the machine than of us: time is measured by `dev.py bench` alone.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# 2026-05-12 10:30 in Japan, a Tuesday; tests with the mark `calendar` also run at other moments.
NOW = datetime.fromisoformat(os.environ.get("TEST_NOW", "2026-05-12T10:30+09:00")).astimezone(UTC)
TEST_KEY = "bWFkb2d1Y2hpLXRlc3Qta2V5LTMyLWJ5dGVzLWxvbmc="


@pytest.fixture(scope="session", autouse=True)
def _files_are_read_once() -> Iterator[None]:
    """Hundreds of offices are opened here with the same register and the same town; an office alone reads them once."""

    @cache
    def parsed(path: Path, changed_at: int, size: int) -> Any:
        return read_yaml(path)  # whoever asks makes values of it that nobody can change

    def read(path: Path) -> Any:
        if not path.exists():
            return read_yaml(path)
        seen = path.stat()
        return parsed(path, seen.st_mtime_ns, seen.st_size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.prefill.register_file.read_yaml", read)
        patch.setattr("app.municipality.loading.read_yaml", read)
        yield


@pytest.fixture
def vault() -> Vault:
    return Vault([TEST_KEY])


@pytest.fixture
def database(tmp_path: Path, vault: Vault) -> Iterator[Database]:
    """A fresh SQLite database with every table that the imported models declare."""
    opened = Database(f"sqlite:///{tmp_path / 'test.db'}", vault)
    Base.metadata.create_all(opened.engine)
    install_audit(opened.sessions, [b"test"])
    yield opened
    opened.engine.dispose()
