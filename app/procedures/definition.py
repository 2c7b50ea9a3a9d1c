"""The frozen `Procedure`: everything the service knows of a procedure, from YAML or from staff."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

import app.procedures.questions  # noqa: F401  (imports every kind, so that the registry is whole)
from app.municipality.offering import Channel
from app.procedures.conditions import Condition
from app.procedures.entitlement import Advance, Single, Stop
from app.procedures.fee import Fee
from app.procedures.linting import problems_of
from app.procedures.questions.base import Key, QuestionBase
from app.procedures.questions.people import PeopleQuestion, subject_of
from app.procedures.questions.registry import Question
from app.procedures.ways import Ways
from app.procedures.wording import Frozen, Words


class FilingKind(StrEnum):
    """`APPLICATION` 申請 asks for a decision; `NOTIFICATION` 届出 is complete on arrival (行政手続法2条7号・37条)."""

    APPLICATION = "application"
    NOTIFICATION = "notification"


class AssuranceNeeded(StrEnum):
    """How sure we must be who asks (本人確認の保証レベル). A town may say otherwise: `applications.assurance`."""

    NONE = "none"
    CONTACT = "contact"
    AUTHENTICATED = "authenticated"
    SIGNED = "signed"


class Step(Frozen):
    """One page. `later` pages may be answered after arrival: what the law does not need for it to arrive.

    An `at_check` step has no page of its own: what a person stands behind is asked where all is shown.
    A `confirmed_at_check` page is passed over where the register knows all of it: it is read, and can be
    changed, on the check page. `previews` are shown on the page itself, for what is answered so far.
    """

    key: Key
    title: Words
    intro: Words | None = None
    when: Condition | None = None
    later: bool = False
    at_check: bool = False
    confirmed_at_check: bool = False
    previews: tuple[str, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)


class FilingRule(Frozen):
    kind: FilingKind
    when: Condition | None = None


class PaperNeeded(Frozen):
    """A paper the resident should have at hand (必要なもの)."""

    name: Words
    note: Words | None = None
    when_text: Words | None = None


class Deadline(Frozen):
    text: Words
    rule: Literal["none", "fifteen_days", "disaster"] = "none"


class ReviewItem(Frozen):
    """One line of the officer's checklist (審査項目)."""

    key: Key
    text: str


class CorrectionReason(Frozen):
    """A stock reason for asking a correction (補正), worded for the resident."""

    code: str
    text: Words
    questions: tuple[Key, ...] = ()


class Outcome(Frozen):
    """What the resident is given in the end (結果): names the document of the decision."""

    granted: str
    refused: str | None = None
    acknowledged: str | None = None


class SignatureNeeded(Frozen):
    """署名: `reason` says, for the town, which rule or form wants it."""

    reason: str = Field(min_length=1)


class Procedure(Frozen):
    """手続: what is asked, of whom, on what basis of law, and what comes of it.

    `assurance` is what holds unless the town says otherwise; it may come down to `assurance_least`, where that is said.
    `channels`: by which ways it may arrive at all. `booked_with`: the procedure that books a time at the counter.
    """

    key: Key
    title: Words
    short_title: Words
    category: Literal[
        "childcare",
        "care",
        "disaster",
        "certificate",
        "living",
        "health",
        "welfare",
        "education",
        "work",
        "other",
    ]
    summary: Words
    keywords: tuple[str, ...] = ()
    filing: tuple[FilingRule, ...] = Field(min_length=1)
    assurance: AssuranceNeeded
    signature: SignatureNeeded | None = None
    assurance_least: AssuranceNeeded | None = None
    who: Words
    minutes: int = Field(ge=1, le=120)
    papers: tuple[PaperNeeded, ...] = ()
    deadline: Deadline
    channels: tuple[Channel, ...] = Field(tuple(Channel), min_length=1)
    booked_with: Key | None = None
    other_ways: Ways = ()
    purpose_of_use: Words
    legal_basis: tuple[str, ...]
    basis_verified: bool = False
    steps: tuple[Step, ...] = Field(min_length=1)
    stops: tuple[Stop, ...] = ()
    single: Single | None = None
    advance: Advance | None = None
    checks: tuple[str, ...] = ()
    previews: tuple[str, ...] = ()
    contact: dict[str, Key] = Field(default_factory=dict)
    fee: Fee | None = None
    appeal: str = "none"
    handover: Literal["notice", "post", "counter"] = "notice"
    outcome: Outcome
    review: tuple[ReviewItem, ...] = ()
    correction_reasons: tuple[CorrectionReason, ...] = ()
    known_from: date | None = None
    knows: tuple[str, ...] = ()

    @cached_property
    def questions(self) -> dict[str, QuestionBase]:
        return {question.key: question for step in self.steps for question in step.questions}

    @cached_property
    def subject(self) -> PeopleQuestion | None:
        """The question that says whom the procedure is for."""
        return subject_of(self.questions.values())

    @cached_property
    def step_of_question(self) -> dict[str, Step]:
        return {question.key: step for step in self.steps for question in step.questions}

    def find_step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def filing_kind(self, answers: dict[str, Any], facts: Any) -> FilingKind:
        """The first rule that holds; the last one is the rest."""
        for rule in self.filing:
            if rule.when is None or rule.when.holds(answers, facts):
                return rule.kind
        return self.filing[-1].kind

    @model_validator(mode="after")
    def _coherent(self) -> "Procedure":
        if problems := problems_of(self):
            raise ValueError("; ".join(problems))
        return self
