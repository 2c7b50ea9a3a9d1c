"""What the signature says: which document, of which case, when, and of what content. No personal data in it."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.documents.proof.canonical import canonical, digest

_MOMENT = "%Y%m%dT%H%M%SZ"
_SIGNED_AS = b"madoguchi statement 1\n"
_SHAPES = {
    "town": re.compile(r"[0-9]{6}"),
    "number": re.compile(r"[0-9]{2}-[0-9]{6,9}-[0-9A-Z]"),
    "procedure": re.compile(r"[a-z][a-z0-9_]*"),
    "details": re.compile(r"[0-9a-f]{64}"),
    "outcome": re.compile(r"[a-z_]*"),
}


class Kind(StrEnum):
    """Which document is spoken for."""

    ARRIVAL_RECEIPT = "arrival_receipt"
    DECISION_NOTICE = "decision_notice"


@dataclass(frozen=True)
class Details:
    """`content` and each of `attachments`: a SHA-256 in hex.

    `salt` is random: without it whoever photographs the code could try out answers until the hash fits.
    """

    content: str
    salt: str
    attachments: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        return digest(asdict(self))


@dataclass(frozen=True, kw_only=True)
class Statement:
    """`town` is the 全国地方公共団体コード, `at` the arrival or the decision, to the second; `details` a digest.

    `outcome` and `document_number` are those of a decision. Raises ValueError for what has another shape.
    """

    kind: Kind
    town: str
    number: str
    procedure: str
    at: datetime
    details: str
    outcome: str = ""
    document_number: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.at.astimezone(UTC).replace(microsecond=0))
        for name, shape in _SHAPES.items():
            if not shape.fullmatch(getattr(self, name)):
                raise ValueError(f"{name} has another shape")

    @property
    def moment(self) -> str:
        return self.at.strftime(_MOMENT)

    def signed_as(self, key_id: str) -> bytes:
        """The bytes under the signature; the key is named, so that no other key can claim them."""
        return _SIGNED_AS + canonical({**asdict(self), "at": self.moment, "key": key_id, "version": 1})


def read_moment(text: str) -> datetime:
    """Raises ValueError."""
    at = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    if at.strftime(_MOMENT) != text:
        raise ValueError("a moment has one form")
    return at
