"""Beginning an application: as a guest, or signed in with what the register knows."""

from starlette.responses import Response

from app.applications.accepting import wrong_way
from app.applications.assurance import needed_for, needs_card, takes_papers
from app.applications.beginning import Beginning, begin
from app.applications.models import Actor, ActorKind
from app.auth import sessions
from app.auth.assurance import enough
from app.auth.identity import Assurance, Guest, Resident
from app.auth.models import SessionKind
from app.database import new_id
from app.errors import Conflict
from app.municipality.offering import Channel
from app.prefill.facts import Facts
from app.procedures.definition import Procedure
from app.web.offered import offered_procedure
from app.web.policies import PUBLIC
from app.web.resident.cases import Case, actor_of
from app.web.resident.on_behalf import facts_for, still_may, subject_of
from app.web.resident.placing import pass_over_known
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
        subject = subject_of(visit, procedure)
        visit.opened = None
    town = visit.office.town
    if reason := closed_reason(town, procedure, visit) or wrong_way(town, procedure, Channel.WEB):
        raise Conflict(str(reason))
    by_papers = visit.form.one("way") == "papers" and takes_papers(procedure, town)
    if needs_card(procedure, town) and not by_papers and not isinstance(visit.who, Resident):
        return visit.see_other(f"/procedures/{key}")
    facts = facts_for(visit, subject)
    return _begin(visit, procedure, facts)


def _begin(visit: Visit, procedure: Procedure, facts: Facts) -> Response:
    with visit.transaction() as session:
        if isinstance(visit.who, Resident):
            by = actor_of(visit)
            still_may(session, visit, procedure)
        elif isinstance(visit.who, Guest):
            by = Actor(ActorKind.GUEST, visit.who.id, visit.who.assurance)
        else:
            by = Actor(ActorKind.GUEST, new_id())
            is_shared = visit.cookies.is_shared_terminal
            opened = sessions.open_session(
                session, SessionKind.GUEST, by.id or new_id(), now=visit.now, shared_terminal=is_shared
            )
            visit.cookies.keep_resident(opened.token)
        begun = Beginning(procedure, facts, by, visit.language)
        draft = begin(session, begun, visit.office.town, now=visit.now)
        if visit.one_by_one:
            pass_over_known(Case(visit, draft, procedure))
        return visit.see_other(f"/apply/{draft.id}{_first_page(visit, procedure, by)}")


def _first_page(visit: Visit, procedure: Procedure, by: Actor) -> str:
    """What shows who one is comes before a long form, not after it; but nobody signs what is not written yet."""
    needed = min(needed_for(procedure, visit.office.town), Assurance.AUTHENTICATED)
    if enough(needed, by):
        return ""
    return "/papers" if needed > Assurance.CONTACT else "/identity"
