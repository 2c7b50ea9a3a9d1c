"""One signed paper of each kind, made once for many tests, and changes somebody might make to one."""

from dataclasses import replace
from functools import cache

from app.documents.proof.canonical import to_text
from app.documents.proof.code import sign
from app.documents.proof.keys import KnownKeys, Signer
from app.documents.shapes import Outcome
from app.documents.stamp import Claim
from tests.documents.samples import OLD, OLDEST, STAMP, STRANGE, notice_to_sign, receipt_to_sign

KEYS: KnownKeys = STAMP.signer.known
STRANGER = Signer([to_text(STRANGE)])
# As after two rotations: the newest signs, of the oldest only the public part is left.
ROTATED = Signer(
    [to_text(bytes(range(32))), to_text(OLD)], [Signer([to_text(OLDEST)]).known.published()["keys"][0]["x"]]
)


@cache
def a_receipt() -> bytes:
    return STAMP.issue(receipt_to_sign())


@cache
def a_notice() -> bytes:
    return STAMP.issue(notice_to_sign(Outcome.REFUSED))


def code_of(claim: Claim, signer: Signer = STAMP.signer) -> str:
    return str(sign(STAMP._statement_of(claim), signer))


def issued_by(signer: Signer) -> bytes:
    return replace(STAMP, signer=signer).issue(receipt_to_sign())


def flipped(content: bytes, at: int, mask: int) -> bytes:
    return content[:at] + bytes((content[at] ^ mask,)) + content[at + 1 :]
