"""A signed statement as one short text: what stands in the QR code, and behind the # of an address."""

import re
from dataclasses import dataclass

from app.documents.proof.canonical import from_text, to_text
from app.documents.proof.keys import KnownKeys, Signer
from app.documents.proof.statement import Kind, Statement, read_moment

_FORM = "M1"
_LETTERS = {Kind.ARRIVAL_RECEIPT: "R", Kind.DECISION_NOTICE: "D"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_PARTS = 11
LONGEST = 1_000


class NoCode(ValueError):
    """The text is no code of ours, whole or otherwise."""


@dataclass(frozen=True)
class Code:
    """A statement, and who is said to have signed it; nothing is checked yet."""

    statement: Statement
    key_id: str
    signature: bytes

    def is_signed(self, keys: KnownKeys) -> bool:
        return keys.has_signed(self.key_id, self.signature, self.statement.signed_as(self.key_id))

    def __str__(self) -> str:
        told = self.statement
        return ".".join(
            (
                _FORM,
                _LETTERS[told.kind],
                told.town,
                told.number,
                told.procedure,
                told.moment,
                to_text(bytes.fromhex(told.details)),
                told.outcome,
                to_text(told.document_number.encode()),
                self.key_id,
                to_text(self.signature),
            )
        )


def sign(statement: Statement, signer: Signer) -> Code:
    return Code(statement, signer.key_id, signer.sign(statement.signed_as(signer.key_id)))


def read_code(text: str) -> Code:
    """Of a code, or of an address that ends in one, however it was broken into lines. Raises NoCode."""
    bare = re.sub(r"\s", "", text).rpartition("#")[2]
    parts = bare.split(".")
    if len(bare) > LONGEST or len(parts) != _PARTS or parts[0] != _FORM:
        raise NoCode
    _, letter, town, number, procedure, moment, details, outcome, document, key_id, signature = parts
    try:
        statement = Statement(
            kind=_KINDS[letter],
            town=town,
            number=number,
            procedure=procedure,
            at=read_moment(moment),
            details=from_text(details).hex(),
            outcome=outcome,
            document_number=from_text(document).decode(),
        )
        return Code(statement, key_id, from_text(signature))
    except (KeyError, ValueError) as cause:
        raise NoCode from cause
