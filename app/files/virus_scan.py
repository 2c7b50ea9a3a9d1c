"""Whether a file carries a virus."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.errors import SandboxInProduction
from app.health import Health


class Finding(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Verdict:
    """`detail` is for staff: the scanner's name for what it found, or why it did not answer."""

    finding: Finding
    detail: str = ""


class VirusScan(Protocol):
    """A virus scanner (ウイルス検査).

    It never raises: a scanner that does not answer is UNAVAILABLE, and the file is taken all the same.
    """

    def scan(self, content: bytes) -> Verdict: ...

    def health(self) -> Health: ...


# In two halves, so that scanners on developers' machines leave this source alone.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class SandboxScan:
    """Knows one virus, the harmless EICAR test file. `is_down` may be set at any time to rehearse."""

    def __init__(self, *, production: bool = False) -> None:
        if production:
            raise SandboxInProduction("the sandbox virus scanner finds nothing but the EICAR test file")
        self.is_down = False

    def scan(self, content: bytes) -> Verdict:
        if self.is_down:
            return Verdict(Finding.UNAVAILABLE, "練習用のウイルス検査を止めています。")
        if EICAR in content:
            return Verdict(Finding.INFECTED, "EICAR-Test-File")
        return Verdict(Finding.CLEAN)

    def health(self) -> Health:
        if self.is_down:
            return Health(ok=False, detail="練習用のウイルス検査を止めています。")
        return Health(ok=True, detail="練習用のウイルス検査が答えています(EICARだけを見つけます)。")
