"""Is it genuine? The one place that says so: for the page, for the command, for whoever issues."""

from dataclasses import dataclass
from enum import StrEnum

from app.documents.proof.code import NoCode, read_code
from app.documents.proof.envelope import Sealed, find_seal
from app.documents.proof.keys import KnownKeys
from app.documents.proof.seal import Seal, covers, holds, read_seal
from app.documents.proof.statement import Details, Statement


class Verdict(StrEnum):
    """CHANGED: it names a key of the town, but is not as the town signed it. FOREIGN: it names none."""

    GENUINE = "genuine"
    CHANGED = "changed"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Finding:
    """`statement`: what the town did sign, also where something around it was changed; else None.

    `details` come with a file only.
    """

    verdict: Verdict
    statement: Statement | None = None
    details: Details | None = None

    @property
    def is_genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE


FOREIGN = Finding(Verdict.FOREIGN)
CHANGED = Finding(Verdict.CHANGED)


def check_code(text: str, keys: KnownKeys) -> Finding:
    """Of the QR code, or of the address in it."""
    try:
        code = read_code(text)
    except NoCode:
        return FOREIGN
    if code.key_id not in keys:
        return FOREIGN
    return Finding(Verdict.GENUINE, code.statement) if code.is_signed(keys) else CHANGED


def check_file(pdf: bytes, keys: KnownKeys) -> Finding:
    """Of the PDF as the town handed it out, byte for byte."""
    file = find_seal(pdf)
    if file is None:
        return FOREIGN
    try:
        found, signature = read_seal(file.seal)
    except NoCode:
        return CHANGED
    if found.code.key_id not in keys:
        return FOREIGN
    return _judged(found, signature, file, keys)


def _judged(found: Seal, signature: bytes, file: Sealed, keys: KnownKeys) -> Finding:
    if not holds(found, signature, keys):
        return CHANGED
    verdict = Verdict.GENUINE if covers(found, file) else Verdict.CHANGED
    return Finding(verdict, found.code.statement, found.details)
