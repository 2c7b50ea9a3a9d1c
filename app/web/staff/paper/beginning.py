"""A paper for which nothing is there yet: when it came, and whose it is as far as the register knows."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from app.applications.desk.seeking import read_sought
from app.applications.paper import filing
from app.applications.paper.filing import NotThatDay
from app.audit.chain import record
from app.auth.keys import keyed_digest
from app.clock import japan_date
from app.errors import NotFound
from app.japan import NotUnderstood
from app.japan.eras import full_date
from app.language import Message, noted
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.prefill.sought import Hit, Hits
from app.web.at_desk import DeskPages, event_of
from app.web.offered import offered_procedure, offered_revision
from app.web.staff.paper.cases import ENTER, ROOT, may_enter
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/new/{{procedure_key}}")

NO_DAY = noted("届いた日を選んでください。")


@dataclass(frozen=True)
class Candidate:
    """`value` says which one is meant, whatever becomes of the register meanwhile; it names nobody."""

    value: str
    label: str = field(repr=False)
    hint: str = field(repr=False)
    person_key: str = field(repr=False)


@dataclass(frozen=True)
class BeginPage:
    """`hits` is None before anybody was looked for."""

    title: str
    action: str
    hits: Hits | None = field(repr=False)
    candidates: tuple[Candidate, ...] = field(repr=False)
    boxes: Mapping[str, list[str]] = field(repr=False)
    errors: Mapping[str, Message]


@pages.get("", ENTER)
def show_begin(visit: Visit, procedure_key: str) -> Response:
    return _render(visit, procedure_key, None, {})


@pages.post("", ENTER, outside=True)
def begin(visit: Visit, procedure_key: str) -> Response:
    """Without anybody of the register too: whoever wrote may have just moved in, or live elsewhere."""
    seeks = visit.form.one("do") == "seek"
    errors: dict[str, Message] = {}
    hits = _seek(visit, errors) if seeks or visit.form.one("sought") else None
    came_on = day_in(visit)
    if came_on is None:
        errors["came_on"] = NO_DAY
    if not seeks and not errors and came_on is not None:
        person_key = _chosen(visit, hits)
        facts = visit.office.doors.prefill.facts_about(person_key) if person_key else NOTHING_KNOWN
        try:
            return visit.see_other(f"{ROOT}/{_begin(visit, procedure_key, came_on, facts)}")
        except NotThatDay as refused:
            errors["came_on"] = Message(refused.message)
    with visit.looking():
        return _render(visit, procedure_key, hits, errors)


def _begin(visit: Visit, procedure_key: str, came_on: date, facts: Facts) -> str:
    with visit.transaction() as session:
        visit.opened = session
        try:
            revision = offered_revision(visit, procedure_key)
            entering = filing.Entering(visit.office.town, visit.staff, visit.now)
            return str(filing.begin(session, revision, facts, came_on, entering).id)
        finally:
            visit.opened = None


def day_in(visit: Visit) -> date | None:
    """The day it came, as chosen."""
    try:
        return date.fromisoformat(visit.form.one("came_on"))
    except ValueError:
        return None


def _seek(visit: Visit, errors: dict[str, Message]) -> Hits | None:
    """The register is asked outside of any transaction; that it was asked is noted before anybody is shown."""
    try:
        sought = read_sought(visit.form.one("sought"))
    except NotUnderstood as unread:
        errors["sought"] = unread.naming(noted("カナと生年月日"))
        return None
    with visit.transaction() as session:
        record(session, event_of(visit, "search_register", "register"))
    return visit.office.doors.prefill.seek_people(sought)


def _chosen(visit: Visit, hits: Hits | None) -> str | None:
    wanted = visit.form.one("person")
    among = _candidates(visit, hits)
    return next((each.person_key for each in among if hmac.compare_digest(each.value, wanted)), None)


def _candidates(visit: Visit, hits: Hits | None) -> tuple[Candidate, ...]:
    return tuple(_candidate(visit, each) for each in hits.found) if hits else ()


def _candidate(visit: Visit, hit: Hit) -> Candidate:
    mark = keyed_digest(visit.office.secret, "paper-candidate", hit.person_key, str(visit.staff.epoch)).hex()
    where = hit.address or "住所を見せない方です。"
    return Candidate(
        mark[:32], f"{hit.name}（{hit.kana}）", f"{full_date(hit.date_of_birth)}　{where}", hit.person_key
    )


def _render(visit: Visit, procedure_key: str, hits: Hits | None, errors: Mapping[str, Message]) -> Response:
    procedure = offered_procedure(visit, procedure_key)
    if not may_enter(visit, procedure_key):
        raise NotFound
    typed = {name: list(values) for name, values in visit.form.fields.items()}
    page = BeginPage(
        title=procedure.title.ja,
        action=f"{ROOT}/new/{procedure_key}",
        hits=hits,
        candidates=_candidates(visit, hits),
        boxes={"came_on": [japan_date(visit.now).isoformat()], **typed},
        errors=errors,
    )
    return visit.render("staff/paper/begin.html", page, status=422 if errors else 200)
