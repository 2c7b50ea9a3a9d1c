"""What is looked at before anybody reads a case, and what may be told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.applications.models import ActorKind
from app.applications.signing.rechecking import Signature
from app.language import Message
from app.municipality.offering import Offering
from app.payments.models import Payment
from app.prefill.facts import Facts
from app.procedures.answer_rows import AnswerRow
from app.procedures.journey import Journey


class Light(StrEnum):
    """信号: the members stand in the order of urgency."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True)
class PreCheck:
    """`cases` are numbers of other cases to compare with."""

    light: Light
    title: Message
    reason: Message
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachments:
    """How many files stand in the version, and how many of them cannot be opened, or not yet."""

    total: int = 0
    unscanned: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Examined:
    """The case as its last version has it. `facts` is what the register said when it was begun.

    `needs_card`: the town wants it for this procedure, or papers in its place. `at_counter`: whether staff there saw a
    paper of the person; None where nobody came.
    """

    arrived_on: date
    journey: Journey
    rows: Sequence[AnswerRow]
    facts: Facts
    owner_kind: ActorKind
    needs_card: bool
    offering: Offering
    payment: Payment | None
    attachments: Attachments
    same_person: Sequence[str]
    signature: Signature | None = None
    papers_accepted: bool | None = None
    at_counter: bool | None = None
