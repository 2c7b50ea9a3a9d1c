"""Libraries that read strangers' bytes: below these versions their faults are published."""

import re

import pytest

from tests.architecture.house import ROOT

FLOORS = {"starlette": (0, 47, 2), "python-multipart": (0, 0, 26)}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-service.lock"])
def test_no_lock_holds_a_version_with_a_published_fault(lock: str) -> None:
    """I-57b (CVE-2025-54121, CVE-2024-47874, CVE-2026-40347, CVE-2024-53981). Must catch: an older version in a lock."""
    text = (ROOT / lock).read_text("utf-8")
    for name, floor in FLOORS.items():
        found = re.search(rf"^{name}==([\d.]+)", text, re.MULTILINE)
        assert found, name
        assert tuple(map(int, found[1].split("."))) >= floor
