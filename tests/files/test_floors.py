"""Libraries that read strangers' bytes: below these versions their faults are published."""

import re

import pytest

from tests.architecture.house import ROOT

FLOORS = {
    "starlette": (0, 47, 2),  # CVE-2025-54121, CVE-2024-47874
    "python-multipart": (0, 0, 26),  # CVE-2026-40347, CVE-2024-53981
    "h11": (0, 16, 0),  # CVE-2025-43859
    "jinja2": (3, 1, 6),  # CVE-2025-27516
    "urllib3": (2, 6, 0),  # CVE-2025-66418, CVE-2025-66471
    "cryptography": (44, 0, 1),  # CVE-2024-12797
    "pillow": (11, 3, 0),  # CVE-2025-48379
}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-service.lock"])
def test_no_lock_holds_a_version_with_a_published_fault(lock: str) -> None:
    """I-57b, I-88. Must catch: an older version in a lock."""
    text = (ROOT / lock).read_text("utf-8")
    for name, floor in FLOORS.items():
        found = re.search(rf"^{name}==([\d.]+)", text, re.MULTILINE)
        assert found, name
        assert tuple(map(int, found[1].split("."))) >= floor
