"""From one person to another: always a new session and a new epoch, so that no tab of the one writes for the other."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.responses import Response

from app.audit.chain import record
from app.auth import sessions
from app.auth.models import SessionKind
from app.auth.queries import find_web_session
from app.auth.return_paths import safe_return_path
from app.auth.visitors import Visit as Entered
from app.errors import Invalid
from app.mandates import noting
from app.mandates.models import Mandate
from app.mandates.parental import act_for_child
from app.mandates.queries import find_mandate, lock_mandate
from app.mandates.rules import holds
from app.prefill.household import Member
from app.web.policies import CHOOSING_FOR_WHOM
from app.web.resident.acting import child_of, minors
from app.web.resident.kept import has_waiting
from app.web.resident.on_behalf import person_key_of, shown_to_proxy
from app.web.routing import Pages
from app.web.standing_in import MandateEnded
from app.web.visits import Visit

pages = Pages("/acting")
CHILD = "child:"


@pages.post("", CHOOSING_FOR_WHOM, outside=True)
def choose(visit: Visit) -> Response:
    """The register is asked first, outside of any transaction; then the mandate once more, within it."""
    who, back = visit.form.one("who"), safe_return_path(visit.form.one("next"), "/my")
    if who == "self":
        _switch(visit, None)
        return visit.see_other("/kept" if has_waiting(visit, visit.resident.id) else back)
    mandate_id = _of_child(visit, who) if who.startswith(CHILD) else _of_mandate(visit, who)
    _switch(visit, mandate_id)
    return visit.see_other("/kept" if has_waiting(visit, mandate_id) else back)


def _of_child(visit: Visit, who: str) -> UUID:
    """Raises MandateEnded for whoever is no child of theirs (any more), or is not shown to be."""
    with visit.office.database.read() as session:
        own_key = person_key_of(session, visit.resident)
    child = next((each for each in minors(visit, own_key) if _names(visit, who, each)), None)
    if child is None:
        raise MandateEnded
    name, now = visit.resident.display_name, visit.now
    with visit.transaction() as session:
        person = child_of(visit, child)
        return act_for_child(session, visit.resident.id, name, person, child.date_of_birth, now=now).id


def _names(visit: Visit, who: str, member: Member) -> bool:
    return who == f"{CHILD}{child_of(visit, member).digest}"


def _of_mandate(visit: Visit, who: str) -> UUID:
    try:
        mandate_id = UUID(who)
    except ValueError:
        raise Invalid from None
    with visit.office.database.read() as session:
        mandate = find_mandate(session, mandate_id)
        if not _is_theirs(visit, mandate):
            raise MandateEnded
        session.expunge_all()
    if mandate is not None:
        shown_to_proxy(visit, mandate)
    return mandate_id


def _is_theirs(visit: Visit, mandate: Mandate | None) -> bool:
    return mandate is not None and mandate.proxy_id == visit.resident.id and holds(mandate.power, visit.now)


def _switch(visit: Visit, mandate_id: UUID | None) -> None:
    with visit.transaction() as session:
        if mandate_id is not None and not _is_theirs(visit, lock_mandate(session, mandate_id)):
            raise MandateEnded
        _note(session, visit, mandate_id, visit.now)
        opened = _reopened(session, visit, mandate_id)
    visit.cookies.keep_resident(opened.token)
    visit.entered = Entered(visit.entered.visitor)  # the session that came with the request has just ended


def _reopened(session: Session, visit: Visit, mandate_id: UUID | None) -> sessions.Opened:
    """What the card told stays with the session; the mandate comes beside it, or leaves it."""
    holder = visit.entered.holder
    before = find_web_session(session, holder.session_hash) if holder else None
    extra: dict[str, Any] = dict(before.extra) if before else {}
    extra.pop("mandate", None)
    if mandate_id is not None:
        extra["mandate"] = str(mandate_id)
    if before is not None:
        sessions.end(before, now=visit.now)
    return sessions.open_session(
        session,
        SessionKind.RESIDENT,
        visit.resident.id,
        now=visit.now,
        shared_terminal=visit.entered.is_shared_terminal,
        extra=extra,
    )


def _note(session: Session, visit: Visit, mandate_id: UUID | None, now: datetime) -> None:
    """Both the end of acting for one and the beginning for another stand in the trail of each mandate."""
    by = ("resident", visit.resident.id)
    if before := visit.entered.mandate_id:
        record(session, noting.event_of(by, "stop_acting", before, now))
    if mandate_id is not None:
        record(session, noting.event_of(by, "begin_acting", mandate_id, now))
