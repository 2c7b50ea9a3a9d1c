"""The seal of a file: the code that is printed on it, the hashes behind the code, and the hash of the file itself."""

import json
from dataclasses import asdict, dataclass

from app.documents.proof.canonical import canonical, from_text, to_text
from app.documents.proof.code import Code, NoCode, read_code
from app.documents.proof.envelope import Sealed, rest_digest, with_room
from app.documents.proof.keys import KnownKeys, Signer
from app.documents.proof.statement import Details

_SIGNED_AS = b"madoguchi file 1\n"


@dataclass(frozen=True)
class Seal:
    """`start` is the byte at which the seal stands, `file` the SHA-256 of all bytes but the seal's."""

    code: Code
    details: Details
    start: int
    file: str

    def payload(self) -> bytes:
        return canonical(
            {
                "code": str(self.code),
                "details": asdict(self.details),
                "file": self.file,
                "start": self.start,
            }
        )


def seal(pdf: bytes, code: Code, details: Details, signer: Signer) -> bytes:
    """The PDF with its seal. `signer` is the one who signed the code."""
    start = len(with_room(pdf, 0)[0])
    length = len(_written(Seal(code, details, start, "0" * 64), bytes(64)))
    before, after = with_room(pdf, length)
    made = Seal(code, details, start, rest_digest(before, after))
    return before + _written(made, signer.sign(_SIGNED_AS + made.payload())) + after


def read_seal(text: str) -> tuple[Seal, bytes]:
    """The seal and its signature, unchecked. Raises NoCode."""
    body, _, signature = text.partition(".")
    try:
        told = json.loads(from_text(body))
        details = Details(**{**told["details"], "attachments": tuple(told["details"]["attachments"])})
        found = Seal(read_code(told["code"]), details, told["start"], told["file"])
        if to_text(found.payload()) != body:
            raise NoCode
        return found, from_text(signature)
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise NoCode from cause


def holds(found: Seal, signature: bytes, keys: KnownKeys) -> bool:
    """Whether one key signed the code and the seal, and the hashes are those the code speaks of."""
    return (
        found.code.is_signed(keys)
        and keys.has_signed(found.code.key_id, signature, _SIGNED_AS + found.payload())
        and found.details.digest == found.code.statement.details
    )


def covers(found: Seal, file: Sealed) -> bool:
    """Whether it was made for this file, in this place."""
    return (found.start, found.file) == (file.start, file.digest)


def _written(made: Seal, signature: bytes) -> bytes:
    return f"{to_text(made.payload())}.{to_text(signature)}".encode()
