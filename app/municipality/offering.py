"""What one town decides about one procedure: everything that isn't the form."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from app.errors import Invalid
from app.municipality.kinds import NamedParameter
from app.municipality.values import Copies, Days, Email, Key, Line, Parameter, Phone, Text, TownModel, Yen

_BUILT_IN = "はじめから入っている値です。"


class AssuranceAsked(StrEnum):
    """How sure the town wants to be who asks (本人確認の強さ); the names are those of `app.auth.identity.Assurance`."""

    NONE = "none"
    CONTACT = "contact"
    AUTHENTICATED = "authenticated"
    SIGNED = "signed"


class Channel(StrEnum):
    """By which way an application arrives (提出の方法): over these pages, in front of staff, or by post."""

    WEB = "web"
    COUNTER = "counter"
    PAPER = "paper"


class ApprovalRoute(StrEnum):
    """How many persons besides the reviewer must agree before a decision leaves the office (決裁区分)."""

    NONE = "none"
    ONE = "one"
    TWO = "two"


class AppealKind(StrEnum):
    """Which guidance (教示) a decision carries."""

    APPEAL = "appeal"
    REINVESTIGATION = "reinvestigation"
    NONE = "none"


class Appeal(TownModel):
    """Where a resident turns who disagrees (行政不服審査法82条、行政事件訴訟法46条).

    The periods are the law's and stand in the notice; only the authorities differ from town to town.
    """

    kind: AppealKind
    reviewing_authority: Parameter[Line] | None = None
    defendant: Parameter[Line] | None = None
    defendant_represented_by: Parameter[Line] | None = None

    @model_validator(mode="after")
    def _name_the_reviewing_authority(self) -> Self:
        if self.kind is AppealKind.APPEAL and self.reviewing_authority is None:
            raise ValueError("審査請求先を reviewing_authority に書いてください(例: 県知事)。")
        return self


class LetterClass(TownModel):
    """The heaviest letter of a class, counted in copies because weight follows from copies."""

    up_to_copies: Copies
    yen: Yen


class Postage(TownModel):
    """What sending paper costs (郵送料). `letter` is ordered from light to heavy; extras are per letter."""

    letter: Annotated[tuple[LetterClass, ...], Field(min_length=1)]
    express: Yen
    registered: Yen | None = None

    @model_validator(mode="after")
    def _order_from_light_to_heavy(self) -> Self:
        steps = [step.up_to_copies for step in self.letter]
        if steps != sorted(set(steps)):
            raise ValueError("letter は up_to_copies の小さい順に、同じ数を重ねずに書いてください。")
        return self

    @property
    def most_copies(self) -> int:
        """What the heaviest letter holds."""
        return self.letter[-1].up_to_copies

    def yen_for(self, copies: int, *, express: bool = False) -> int:
        """Yen for one letter with that many copies. Raises Invalid when it is heavier than every class."""
        for step in self.letter:
            if copies <= step.up_to_copies:
                return step.yen + (self.express if express else 0)
        raise Invalid(f"一度に郵送できるのは{self.most_copies}通までです。")


class AcceptingPeriod(TownModel):
    """The days on which a procedure is taken (受付期間), both ends included, in Japan's calendar."""

    begins_on: date | None = None
    ends_on: date | None = None

    @model_validator(mode="after")
    def _begin_before_the_end(self) -> Self:
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            raise ValueError("ends_on は begins_on と同じ日か、後の日にしてください。")
        return self

    def contains(self, day: date) -> bool:
        return (self.begins_on or date.min) <= day <= (self.ends_on or date.max)


class Deadlines(TownModel):
    """How the town counts (期限の数え方): may a period that ends on a closed day run to the next open one?"""

    extend_to_next_business_day: Parameter[bool] = Parameter[bool](value=True, source=_BUILT_IN)


class Contact(TownModel):
    """Whom to ask (お問い合わせ先). What is None isn't printed."""

    name: Line
    phone: Phone | None = None
    email: Email | None = None
    hours: Line | None = None


class Offering(TownModel):
    """One procedure as this town offers it (手続の取扱い). `fees` are yen by name, `{}` where it is free.

    `parameters` are what the rules of the procedure ask for by name. `assurance`: more, or where the definition lets
    it be less, than the definition says. `identity_papers`: other than for the rest of the town. `channels`: fewer
    ways than the definition has; a town never opens one that the law leaves shut.
    """

    enabled: bool
    section: Key
    standard_processing_days: Parameter[Days] | None = None
    approval_route: ApprovalRoute
    fees: Mapping[Key, Parameter[Yen]] = Field(default_factory=dict)
    postage_yen: Parameter[Postage] | None = None
    parameters: Mapping[Key, NamedParameter] = Field(default_factory=dict)
    accepting: AcceptingPeriod = AcceptingPeriod()
    contact: Contact | None = None
    deadlines: Deadlines = Deadlines()
    document_symbol: Annotated[str, StringConstraints(min_length=1, max_length=10)] | None = None
    appeal: Appeal
    draft_days: Parameter[Days] = Parameter[Days](value=90, source=_BUILT_IN)
    correction_days: Parameter[Days] = Parameter[Days](value=14, source=_BUILT_IN)
    payment_due_days: Parameter[Days] = Parameter[Days](value=14, source=_BUILT_IN)
    purpose_of_use: Text | None = None
    guidance: Text | None = None
    assurance: AssuranceAsked | None = None
    identity_papers: bool | None = None
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)] | None = None

    def is_accepted_on(self, day: date) -> bool:
        return self.enabled and self.accepting.contains(day)
