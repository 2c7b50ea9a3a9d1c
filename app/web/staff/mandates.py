"""Mandates at the counter: looked up, approved for a person who is there, and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from starlette.responses import Response

from app.auth.permissions import Action
from app.japan.names import fold_name
from app.language import Message
from app.mandates import ending, granting
from app.mandates.kinds import MandateProof
from app.mandates.lifecycle import ENDED, MandateState
from app.mandates.models import Mandate
from app.mandates.noting import SUBJECT
from app.mandates.queries import get_of_sections, list_named
from app.web.at_desk import DeskPages, event_of
from app.web.mandate_words import KINDS, area_words, deed_words
from app.web.policies import staff_who_may
from app.web.staff.mandate_desk_words import CHECKS, PROOFS, STATES_AT_DESK
from app.web.visits import Visit

pages = DeskPages("/staff/mandates")
MANAGE = staff_who_may(Action.MANAGE_MANDATES)
MOST = 50


@dataclass(frozen=True)
class MandateRow:
    href: str
    person: str
    proxy: str
    office_name: str | None
    kind: Message
    state: Message
    tone: str
    since: date
    until: date
    proof: Message | None
    proof_note: str | None


@dataclass(frozen=True)
class MandatesPage:
    rows: tuple[MandateRow, ...]
    boxes: Mapping[str, list[str]]
    done: bool


@dataclass(frozen=True)
class MandatePage:
    row: MandateRow
    areas: tuple[Message, ...]
    deeds: tuple[Message, ...]
    may_approve: bool
    may_end: bool
    checks: tuple[tuple[str, Message], ...]
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", MANAGE)
def show_mandates(visit: Visit, done: str = "") -> Response:
    visit.record_view(event_of(visit, "list_mandates", SUBJECT))
    return _list(visit, "", done=bool(done))


@pages.post("", MANAGE)
def search(visit: Visit) -> Response:
    """By POST, so that no name stands in an address."""
    visit.record_view(event_of(visit, "search_mandates", SUBJECT))
    return _list(visit, fold_name(visit.form.one("q")[:100]))


def _list(visit: Visit, folded: str, *, done: bool = False) -> Response:
    mine = visit.staff.sections
    found = [each for each in list_named(visit.session, folded) if mine & set(each.sections)]
    page = MandatesPage(tuple(row_of(each) for each in found[:MOST]), visit.form.fields, done)
    return visit.render("staff/mandates/show_mandates.html", page)


@pages.get("/{mandate_id}", MANAGE)
def show_mandate(visit: Visit, mandate_id: UUID) -> Response:
    mandate = get_of_sections(visit.session, mandate_id, visit.staff.sections)
    visit.record_view(event_of(visit, "view_mandate", SUBJECT, mandate.id))
    return _show(visit, mandate, {})


@pages.post("/{mandate_id}/approve", MANAGE)
def approve(visit: Visit, mandate_id: UUID) -> Response:
    """The person is there and wants it: each point of the list has to be ticked."""
    mandate = get_of_sections(visit.session, mandate_id, visit.staff.sections)
    missing = {name: text for name, (_, text) in CHECKS.items() if visit.form.one(name) != "yes"}
    if missing:
        return _show(visit, mandate, missing)
    by = ("staff", visit.staff.id)
    granting.approve(visit.session, mandate, MandateProof.SEEN_AT_COUNTER, by, now=visit.now)
    mandate.registered_by = visit.staff.id
    return visit.see_other("/staff/mandates?done=1")


@pages.post("/{mandate_id}/revoke", MANAGE)
def revoke(visit: Visit, mandate_id: UUID) -> Response:
    mandate = get_of_sections(visit.session, mandate_id, visit.staff.sections)
    ending.revoke(visit.session, mandate, ("staff", visit.staff.id), now=visit.now)
    return visit.see_other("/staff/mandates?done=1")


def _show(visit: Visit, mandate: Mandate, errors: Mapping[str, Message]) -> Response:
    page = MandatePage(
        row=row_of(mandate),
        areas=area_words(mandate.areas),
        deeds=deed_words(mandate.deeds),
        may_approve=mandate.state is MandateState.REQUESTED,
        may_end=mandate.state not in ENDED,
        checks=tuple((name, label) for name, (label, _) in CHECKS.items()),
        errors=errors,
    )
    return visit.render("staff/mandates/show_mandate.html", page, status=422 if errors else 200)


def row_of(mandate: Mandate) -> MandateRow:
    state, tone = STATES_AT_DESK[mandate.state]
    return MandateRow(
        href=f"/staff/mandates/{mandate.id}",
        person=mandate.grantor_name,
        proxy=mandate.proxy_name,
        office_name=mandate.office_name,
        kind=KINDS[mandate.kind],
        state=state,
        tone=tone,
        since=mandate.since,
        until=mandate.until,
        proof=PROOFS[mandate.proof] if mandate.proof else None,
        proof_note=mandate.proof_note,
    )
