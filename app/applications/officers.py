"""Officers and their cases: who may do what to one, and who has it (担当)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import auditing
from app.applications.lifecycle import FINAL, NotPossibleNow, State
from app.applications.models import Actor, ActorKind, Application
from app.applications.queries import list_open_of
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import staff_accounts
from app.auth.identity import Role, StaffMember
from app.auth.models import StaffAccount
from app.auth.permissions import Action as Permit
from app.auth.permissions import may
from app.auth.queries import list_planned_until, list_staff, lock_staff
from app.auth.visitors import staff_member_of
from app.clock import japan_date
from app.errors import Forbidden, Invalid

SYSTEM = Actor(ActorKind.SYSTEM)


def actor_of(staff: StaffMember) -> Actor:
    return Actor(ActorKind.STAFF, staff.id)


def permitted(staff: StaffMember, permit: Permit, application: Application) -> None:
    """Raises Forbidden."""
    if not may(staff, permit, application.section):
        raise Forbidden


def give(session: Session, application: Application, staff_id: UUID) -> None:
    """Holds the account until the commit: whoever shuts it meanwhile waits, and then finds this case.

    Raises Forbidden for an account that has been shut, or has lost the section, a moment ago.
    """
    account = lock_staff(session, staff_id)
    if account is not None and not _works_on(account, application.section):
        raise Forbidden
    application.assignee_id = staff_id


def take_over(session: Session, application: Application, *, by: StaffMember, now: datetime) -> None:
    """担当を引き継ぐ: from whoever has it, or from nobody. The state of the case does not change by it."""
    permitted(by, Permit.TAKE_OVER, application)
    _require_open(application)
    give(session, application, by.id)
    auditing.note(session, application, "take_over", actor_of(by), now=now, fields=[f"to.{by.id.hex}"])


def assign(
    session: Session, application: Application, staff_id: UUID, *, by: StaffMember, now: datetime
) -> None:
    """担当を決める. Raises Invalid for anybody who does not work on cases of the section."""
    permitted(by, Permit.ASSIGN, application)
    _require_open(application)
    if staff_id not in {account.id for account in list_assignable(session, application.section)}:
        raise Invalid("担当にする職員を選んでください。")
    give(session, application, staff_id)
    auditing.note(session, application, "assign", actor_of(by), now=now, fields=[f"to.{staff_id.hex}"])


def list_assignable(session: Session, section: str | None) -> list[StaffAccount]:
    return [account for account in list_staff(session) if _works_on(account, section)]


def disable_account(
    session: Session, account: StaffAccount, *, by: StaffMember | None, now: datetime
) -> None:
    """Shut out at once, and its cases are for the others again."""
    staff_accounts.disable(session, account, by=by, now=now)
    _release(session, account, by, now)


def change_duties(
    session: Session,
    account: StaffAccount,
    duties: tuple[frozenset[Role], frozenset[str]],
    *,
    by: StaffMember | None,
    now: datetime,
) -> None:
    """Cases that the new roles and sections do not reach are for the others again."""
    staff_accounts.change_duties(account, *duties, by=by)
    _release(session, account, by, now)


def carry_out_plans(session: Session, *, now: datetime) -> None:
    """Planned duties that hold by now become the account's own, and the cases they do not reach are free."""
    today = japan_date(now)
    for account in list_planned_until(session, today):
        staff_accounts.change_duties(account, *account.duties_on(today), by=None)
        staff_accounts.forget_plan(account, by=None)
        _release(session, account, None, now)
        done = ("carry_out_duties", "staff_account", account.id)
        record(session, AuditEvent(now, ActorKind.SYSTEM, None, *done))


def _release(session: Session, account: StaffAccount, by: StaffMember | None, now: datetime) -> None:
    """No case is left with somebody who cannot open it."""
    session.flush()
    actor = actor_of(by) if by else SYSTEM
    for application in list_open_of(session, account.id):
        if not _works_on(account, application.section):
            application.assignee_id = None
            auditing.note(session, application, "release", actor, now=now, fields=[f"from.{account.id.hex}"])


def _works_on(account: StaffAccount, section: str | None) -> bool:
    return account.disabled_at is None and may(staff_member_of(account), Permit.TAKE_OVER, section)


def _require_open(application: Application) -> None:
    if application.state in FINAL or application.state is State.DRAFT:
        raise NotPossibleNow
