"""Who may enter a page; a route without a policy cannot be registered."""

from dataclasses import dataclass
from enum import StrEnum

from app.auth.identity import Guest, Resident, Screen, StaffMember, Visitor
from app.auth.permissions import Action, holds
from app.errors import Forbidden


class Audience(StrEnum):
    """`APPLICANT` is anybody with a session of their own; whose case it is, the verb decides.

    `SCREEN` is a device that shows whoever stands at a counter their own visit.
    """

    PUBLIC = "public"
    APPLICANT = "applicant"
    RESIDENT = "resident"
    STAFF = "staff"
    MACHINE = "machine"
    SCREEN = "screen"


class SignInNeeded(Forbidden):
    """Turned into a way to sign in, not into an error page."""

    message = "続けるには、サインインしてください。"


@dataclass(frozen=True)
class Policy:
    """`permit` narrows STAFF to the roles that hold it in any section; the case's own section is checked by verbs.

    MACHINE pages carry their own proof (a token in a header). `takes_form`: a POST comes from a form of ours and has its
    token; it may be false only where a POST changes nothing, or brings a proof of its own. `also_lapsed`: a session
    whose mandate has ended may enter all the same, to become itself again.
    """

    audience: Audience
    permit: Action | None = None
    takes_form: bool = True
    also_lapsed: bool = False

    def admit(self, visitor: Visitor) -> None:
        """Raises SignInNeeded where signing in would help, Forbidden where it would not."""
        match self.audience:
            case Audience.PUBLIC | Audience.MACHINE:
                return
            case Audience.APPLICANT:
                allowed = isinstance(visitor, Guest | Resident)
            case Audience.RESIDENT:
                allowed = isinstance(visitor, Resident)
            case Audience.STAFF:
                allowed = isinstance(visitor, StaffMember)
            case Audience.SCREEN:
                allowed = isinstance(visitor, Screen)
        if not allowed:
            raise SignInNeeded
        if self.permit and isinstance(visitor, StaffMember) and not holds(visitor, self.permit):
            raise Forbidden


PUBLIC = Policy(Audience.PUBLIC)
APPLICANT = Policy(Audience.APPLICANT)
RESIDENT = Policy(Audience.RESIDENT)
CHOOSING_FOR_WHOM = Policy(Audience.RESIDENT, also_lapsed=True)
STAFF = Policy(Audience.STAFF)
SCREEN = Policy(Audience.SCREEN)
MACHINE = Policy(Audience.MACHINE, takes_form=False)
PUBLIC_DATA = Policy(Audience.PUBLIC, takes_form=False)


def staff_who_may(permit: Action) -> Policy:
    return Policy(Audience.STAFF, permit)
