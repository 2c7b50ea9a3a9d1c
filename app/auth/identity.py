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


@dataclass(frozen=True)
class Guest:
    """A person without an account, who may see the cases whose receipts they have shown."""

    id: UUID
    epoch: UUID = NOBODY
    cases: frozenset[UUID] = field(default=frozenset())
    assurance: Assurance = Assurance.NONE


@dataclass(frozen=True)
class Resident:
    """A person signed in with a method of identity verification (住民)."""

    id: UUID
    display_name: str
    assurance: Assurance
    epoch: UUID = NOBODY


@dataclass(frozen=True)
class StaffMember:
    """A signed-in employee of the municipality (職員); `sections` are the keys of their 担当課."""

    id: UUID
    display_name: str
    roles: frozenset[Role]
    sections: frozenset[str]
    epoch: UUID = NOBODY
    must_change_password: bool = False


Visitor = Anonymous | Guest | Resident | StaffMember
