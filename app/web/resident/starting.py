"""Beginning an application: as a guest, or signed in with what the register knows."""

from starlette.responses import Response

from app.applications import auditing
from app.applications.drafts import start_draft
from app.applications.models import Actor, ActorKind
from app.applications.previous import with_previous
from app.auth import sessions
from app.auth.identity import Guest, Resident
from app.auth.models import ResidentAccount, SessionKind
from app.database import new_id
from app.errors import Conflict
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.procedures.definition import AssuranceNeeded, Procedure
from app.procedures.queries import find_latest_revision
from app.web.offered import offered_procedure
from app.web.policies import PUBLIC
from app.web.resident.prefilling import prefill_contact
from app.web.resident.start_page import closed_reason
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()


@pages.post("/procedures/{key}/start", PUBLIC, outside=True)
def start(visit: Visit, key: str) -> Response:
    """The register is asked before anything is written; when it is silent the form simply starts empty."""
    with visit.office.database.read() as session:
        visit.opened = session
        procedure = offered_procedure(visit, key)
        person_key = _person_key(visit)
        visit.opened = None
    if reason := closed_reason(visit.office.town, procedure, visit):
        raise Conflict(str(reason))
    if procedure.assurance is AssuranceNeeded.AUTHENTICATED and not isinstance(visit.who, Resident):
        return visit.see_other(f"/procedures/{key}")
    facts = visit.office.doors.prefill.facts_about(person_key) if person_key else NOTHING_KNOWN
    return _begin(visit, procedure, facts)


def _begin(visit: Visit, procedure: Procedure, facts: Facts) -> Response:
    with visit.transaction() as session:
        revision = find_latest_revision(session, procedure.key)
        if revision is None:
            raise Conflict
        if isinstance(visit.who, Resident):
            by = Actor(ActorKind.RESIDENT, visit.who.id)
        elif isinstance(visit.who, Guest):
            by = Actor(ActorKind.GUEST, visit.who.id)
        else:
            by = Actor(ActorKind.GUEST, new_id())
            is_shared = visit.cookies.is_shared_terminal
            opened = sessions.open_session(
                session, SessionKind.GUEST, by.id or new_id(), now=visit.now, shared_terminal=is_shared
            )
            visit.cookies.keep_resident(opened.token)
        facts = with_previous(session, facts, by)
        draft = start_draft(session, revision, facts, visit.office.town, by=by, now=visit.now)
        draft.language = visit.language
        prefill_contact(draft, procedure, visit.office.town, visit.now)
        auditing.note(session, draft, "begin", by, now=visit.now, fields=facts)
        return visit.see_other(f"/apply/{draft.id}")


def _person_key(visit: Visit) -> str | None:
    if not isinstance(visit.who, Resident):
        return None
    account = visit.session.get(ResidentAccount, visit.who.id)
    return account.person_key if account else None
