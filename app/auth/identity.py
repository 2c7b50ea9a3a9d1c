"""Who is in front of the page: frozen values made from a session, handed to every page and verb."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

NOBODY = UUID(int=0)


class Assurance(StrEnum):
    """How sure we are that a person is who they say (保証レベル); the members compare by strength."""

    NONE = "none"
    CONTACT = "contact"
    AUTHENTICATED = "authenticated"
    SIGNED = "signed"

    @property
    def strength(self) -> int:
        return list(Assurance).index(self)

    # A StrEnum would otherwise compare by spelling, and "none" would beat "contact".
    def __lt__(self, other: str) -> bool:
        return self.strength < Assurance(other).strength

    def __le__(self, other: str) -> bool:
        return self.strength <= Assurance(other).strength

    def __gt__(self, other: str) -> bool:
        return self.strength > Assurance(other).strength

    def __ge__(self, other: str) -> bool:
        return self.strength >= Assurance(other).strength


class Role(StrEnum):
    """What a member of staff is entrusted with (職務); one person may hold several."""

    CLERK = "clerk"
    APPROVER = "approver"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Anonymous:
    """Somebody who has shown neither a receipt nor a card."""

    epoch: UUID = NOBODY
    assurance: Assurance = Assurance.NONE

    @property
    def id(self) -> UUID:
        return NOBODY

    @property
    def party(self) -> UUID:
        return NOBODY


@dataclass(frozen=True)
class Guest:
    """A person without an account, who may see the cases whose receipts they have shown."""

    id: UUID
    epoch: UUID = NOBODY
    cases: frozenset[UUID] = field(default=frozenset())
    assurance: Assurance = Assurance.NONE

    @property
    def party(self) -> UUID:
        return self.id


@dataclass(frozen=True)
class Acting:
    """On whose behalf a resident acts (代理), as the mandate stands in this very request.

    `areas` and `deeds` are its scope, as `app.mandates.kinds` names them.
    """

    mandate_id: UUID
    name: str = field(repr=False)
    areas: frozenset[str]
    deeds: frozenset[str]

    def may(self, deed: str, category: str) -> bool:
        return deed in self.deeds and category in self.areas


@dataclass(frozen=True)
class Resident:
    """A person signed in with a method of identity verification (住民); `id` is theirs, for whomever they act."""

    id: UUID
    display_name: str
    assurance: Assurance
    epoch: UUID = NOBODY
    acting: Acting | None = None

    @property
    def party(self) -> UUID:
        """Whose drafts, cases and kept words these are: one's own, or those of one mandate and no other."""
        return self.acting.mandate_id if self.acting else self.id


@dataclass(frozen=True)
class StaffMember:
    """A signed-in employee of the municipality (職員); `sections` are the keys of their 担当課."""

    id: UUID
    display_name: str
    roles: frozenset[Role]
    sections: frozenset[str]
    epoch: UUID = NOBODY
    must_change_password: bool = False

    @property
    def party(self) -> UUID:
        return self.id


@dataclass(frozen=True)
class Screen:
    """What the person at a counter looks at (窓口の画面): it is nobody, whoever is in front of it.

    `id` is the desk it stands at, or with `is_phone` the one visit for which somebody lends their own.
    """

    id: UUID
    is_phone: bool
    epoch: UUID = NOBODY
    assurance: Assurance = Assurance.NONE

    @property
    def party(self) -> UUID:
        return self.id


Visitor = Anonymous | Guest | Resident | StaffMember | Screen
