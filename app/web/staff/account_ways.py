"""How a colleague comes in: a new first password, a second factor begun anew, the town's provider; and plans undone."""

from uuid import UUID

from starlette.responses import Response

from app.auth import staff_accounts, staff_identities
from app.auth.queries import get_staff
from app.errors import Conflict, Invalid, NotFound
from app.web.at_desk import DeskPages, note
from app.web.staff.account_views import render
from app.web.staff.accounts import MANAGE, first_password, show_password
from app.web.visits import Visit

pages = DeskPages("/staff/accounts")


@pages.post("/{account_id}/password", MANAGE)
def reset_password(visit: Visit, account_id: UUID) -> Response:
    account, password = get_staff(visit.session, account_id), first_password()
    staff_accounts.reset_password(visit.session, account, password, by=visit.staff, now=visit.now)
    note(visit, "reset_password", "staff_account", account.id)
    return show_password(visit, account, password)


@pages.post("/{account_id}/second-factor", MANAGE)
def reset_second_factor(visit: Visit, account_id: UUID) -> Response:
    account = get_staff(visit.session, account_id)
    staff_accounts.reset_second_factor(visit.session, account, by=visit.staff, now=visit.now)
    note(visit, "reset_second_factor", "staff_account", account.id)
    return visit.see_other(f"/staff/accounts/{account.id}?done=1")


@pages.post("/{account_id}/identity", MANAGE)
def bind_identity(visit: Visit, account_id: UUID) -> Response:
    """「組織の番号」, as the account's owner was shown it; empty lets go of it."""
    account, idp = get_staff(visit.session, account_id), visit.office.staff_idp
    if idp is None:
        raise NotFound
    subject, issuer = visit.form.one("subject"), idp.settings.issuer
    if not subject:
        staff_identities.unbind(visit.session, account, by=visit.staff)
        note(visit, "unbind_identity", "staff_account", account.id)
        return visit.see_other(f"/staff/accounts/{account.id}?done=1")
    try:
        digest = staff_identities.subject_digest(visit.office.auth.keys, issuer, subject)
        staff_identities.bind(visit.session, account, issuer, digest, by=visit.staff, now=visit.now)
    except (Invalid, Conflict) as refusal:
        return render(visit, account, visit.form.fields, {"subject": refusal.message})
    note(visit, "bind_identity", "staff_account", account.id)
    return visit.see_other(f"/staff/accounts/{account.id}?done=1")


@pages.post("/{account_id}/plan", MANAGE)
def forget_plan(visit: Visit, account_id: UUID) -> Response:
    """「予定を取り消す」."""
    account = get_staff(visit.session, account_id)
    staff_accounts.forget_plan(account, by=visit.staff)
    note(visit, "forget_plan", "staff_account", account.id)
    return visit.see_other(f"/staff/accounts/{account.id}?done=1")
