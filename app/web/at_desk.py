"""Pages of staff who have made their password their own, and the trail of what they do there."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.web.policies import Policy
from app.web.routing import Page, Pages
from app.web.visits import Visit

OWN_PASSWORD = "/staff/account/password"  # noqa: S105  (a path)


class DeskPages(Pages):
    """Leads whoever still has the password an administrator gave them to the page where they choose one."""

    def get(self, path: str, policy: Policy, *, signs_in: bool = False) -> Callable[[Page], Page]:
        register = super().get(path, policy, signs_in=signs_in)
        return lambda page: register(_with_own_password(page))

    def post(self, path: str, policy: Policy, *, outside: bool = False) -> Callable[[Page], Page]:
        register = super().post(path, policy, outside=outside)
        return lambda page: register(_with_own_password(page))


def _with_own_password(page: Page) -> Page:
    @wraps(page)
    def guarded(visit: Visit, **arguments: Any) -> Response:
        if visit.staff.must_change_password:
            return visit.see_other(OWN_PASSWORD)
        return page(visit, **arguments)

    return guarded


def event_of(visit: Visit, action: str, subject_kind: str, subject_id: UUID | None = None) -> AuditEvent:
    """What a member of staff does or sees beside the cases, which have their own trail."""
    return AuditEvent(
        at=visit.now,
        actor_kind="staff",
        actor_id=visit.staff.id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
    )


def note(visit: Visit, action: str, subject_kind: str, subject_id: UUID | None = None) -> None:
    """Committed with the deed, or not at all."""
    record(visit.session, event_of(visit, action, subject_kind, subject_id))
