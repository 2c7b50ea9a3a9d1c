"""だれが見たか: what was looked at and done in one's own cases, by which section, when and why; never by whom.

One's own doings stand apart. The entries are those of the audit chain: nothing is left out, and nobody can add to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from starlette.responses import Response

from app.applications.models import Application
from app.applications.queries import list_owned
from app.audit.events import AuditEvent
from app.audit.models import AuditEntry
from app.audit.queries import list_acts
from app.auth.identity import Guest
from app.clock import japan_date
from app.language import Message
from app.mandates.kinds import MandateDeed
from app.procedures.publication import get_procedure
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import actor_of, note_look, open_by_number
from app.web.resident.looker_words import OTHERS, deed_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/my")
ON_A_PAGE = 50
OWN = ("guest", "resident")
THEIRS = ("staff", "system", "proxy")


@dataclass(frozen=True)
class Look:
    """`times`: how often the same was done on that day, one after the other; `at` is the last of them."""

    day: date
    at: datetime
    who: Message | str
    what: Message
    why: Message
    title: Wording
    number: str
    times: int = 1


@dataclass(frozen=True)
class LookersPage:
    """`title` and `number` of the one case, None where all of them are looked at. `is_own`: one's own doings."""

    title: Wording | None
    number: str | None
    looks: tuple[Look, ...]
    is_own: bool
    other_href: str
    older_href: str | None
    back_href: str


@pages.get("/lookers", APPLICANT)
def show_all_lookers(visit: Visit, whose: str = "", before: int | None = None) -> Response:
    """Two statements, however many cases there are."""
    also = visit.who.cases if isinstance(visit.who, Guest) else ()
    cases = {each.id: each for each in list_owned(visit.session, visit.who.id, also)}
    by = actor_of(visit)
    visit.record_view(
        AuditEvent(visit.now, by.kind, by.id, "view_lookers", "application", purpose="own_case")
    )
    return _render(visit, cases, None, whose, before)


@pages.get("/{number}/lookers", APPLICANT)
def show_lookers(visit: Visit, number: str, whose: str = "", before: int | None = None) -> Response:
    case = open_by_number(visit, number, MandateDeed.DECISIONS)
    note_look(case, "lookers")
    return _render(visit, {case.application.id: case.application}, number, whose, before)


def _render(
    visit: Visit, cases: Mapping[UUID, Application], number: str | None, whose: str, before: int | None
) -> Response:
    is_own = whose == "own"
    kinds = OWN if is_own else THEIRS
    entries = list_acts(visit.session, "application", cases, kinds, before=before, limit=ON_A_PAGE)
    here = f"/my/{number}/lookers" if number else "/my/lookers"
    only = next(iter(cases.values())) if number else None
    page = LookersPage(
        title=get_procedure(visit.session, only.revision_id).short_title if only else None,
        number=number,
        looks=tuple(_gathered(_look(visit, cases, entry) for entry in entries)),
        is_own=is_own,
        other_href=here if is_own else f"{here}?whose=own",
        older_href=_older(here, whose, entries),
        back_href=f"/my/{number}" if number else "/my",
    )
    return visit.render("resident/my/show_lookers.html", page)


def _look(visit: Visit, cases: Mapping[UUID, Application], entry: AuditEntry) -> Look:
    if entry.subject_id is None:
        raise ValueError("asked for by the id of a case")
    case = cases[entry.subject_id]
    deed = deed_of(entry.action, entry.purpose)
    who: Message | str = OTHERS.get(entry.actor_kind, "")
    if entry.actor_kind == "staff":
        who = visit.office.town.contact_of(case.procedure_key).name
    title = get_procedure(visit.session, case.revision_id).short_title
    number = case.reference_number or ""
    return Look(japan_date(entry.at), entry.at, who, deed.what, deed.why, title, number)


def _gathered(looks: Iterator[Look]) -> Iterator[Look]:
    """An officer who opens a case ten times in a row has looked at it on that day."""
    last: Look | None = None
    for look in looks:
        if last and (last.day, last.who, last.what, last.why, last.number) == (
            *(look.day, look.who, look.what, look.why),
            look.number,
        ):
            last = replace(last, times=last.times + 1)
            continue
        if last:
            yield last
        last = look
    if last:
        yield last


def _older(here: str, whose: str, entries: Sequence[AuditEntry]) -> str | None:
    if len(entries) < ON_A_PAGE:
        return None
    return f"{here}?{urlencode({'whose': whose, 'before': entries[-1].sequence})}"
