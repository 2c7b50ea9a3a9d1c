"""本人確認 on the page of a case: what the card or papers have shown, and which addresses answered."""

from dataclasses import dataclass
from datetime import datetime

from app.applications.identity_models import IdentityState
from app.applications.identity_queries import find_check
from app.auth.contact_models import ContactKind
from app.auth.contact_queries import list_proven
from app.auth.permissions import Action as Permit
from app.japan.phones import show_phone
from app.language import Message, noted
from app.web.staff.cases import StaffCase
from app.web.staff.queue_rows import Chip

STATE_CHIPS: dict[IdentityState, Chip] = {
    IdentityState.COLLECTING: Chip(noted("書類はまだです")),
    IdentityState.WAITING: Chip(noted("本人確認はまだです"), "warning"),
    IdentityState.ASKED_AGAIN: Chip(noted("書類のやり直しを待っています"), "warning"),
    IdentityState.ACCEPTED: Chip(noted("書類で確かめました"), "success"),
}
KIND_NAMES = {ContactKind.EMAIL: noted("メール"), ContactKind.PHONE: noted("携帯電話")}


@dataclass(frozen=True)
class ProvenView:
    """`is_answered`: the form has the same address."""

    kind: Message
    target: str
    at: datetime
    is_answered: bool


@dataclass(frozen=True)
class IdentityPanel:
    """`href`: where an officer who may compares the papers; `blocks`: nothing can be decided before."""

    chip: Chip | None
    blocks: bool
    href: str | None
    proven: tuple[ProvenView, ...]


def identity_panel_of(case: StaffCase) -> IdentityPanel | None:
    """None where neither papers nor a proven address are there to be told of."""
    check = find_check(case.session, case.application.id)
    proven = _proven(case)
    if check is None and not proven:
        return None
    may_look = check is not None and check.purged_at is None and case.may(Permit.CHECK_IDENTITY)
    return IdentityPanel(
        STATE_CHIPS[check.state] if check else None,
        check is not None and check.state is not IdentityState.ACCEPTED,
        f"{case.href}/identity" if may_look else None,
        proven,
    )


def _proven(case: StaffCase) -> tuple[ProvenView, ...]:
    answered = set(map(str, (case.version.answers.get(key) for key in case.procedure.contact.values())))
    shown: dict[str, ProvenView] = {}
    for each in list_proven(case.session, case.application.owner_id):
        target = show_phone(each.target) if each.kind is ContactKind.PHONE else each.target
        shown.setdefault(
            each.target, ProvenView(KIND_NAMES[each.kind], target, each.proven_at, each.target in answered)
        )
    return tuple(shown.values())
