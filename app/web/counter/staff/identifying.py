"""Who is it? Found in the register by a few keys."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.applications.desk.seeking import read_sought
from app.audit.chain import record
from app.auth.keys import keyed_digest
from app.counter import identifying
from app.counter.identities import Told
from app.counter.noting import event_of
from app.counter.stages import Stage
from app.japan import NotUnderstood
from app.language import Message, noted
from app.prefill.sought import Hit, Hits
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.in_front import OtherPerson, shown_visit, visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class Candidate:
    """`mark` says which one was meant, whatever becomes of the register meanwhile; it names nobody."""

    mark: str
    hit: Hit = field(repr=False)


@dataclass(frozen=True)
class IdentifyPage:
    """`hits` is None before anybody was looked for. `reads_cards`: where this office has readers."""

    frame: CounterFrame
    after_denial: bool
    reads_cards: bool
    boxes: Mapping[str, list[str]] = field(repr=False)
    errors: Mapping[str, Message]
    hits: Hits | None = field(repr=False)
    candidates: tuple[Candidate, ...] = field(repr=False)


@pages.get("/identify", SERVE)
def show_identify(visit: Visit, visit_id: str) -> Response:
    return render_identify(visit, None, {})


@pages.post("/search", SERVE, outside=True)
def search(visit: Visit, visit_id: str) -> Response:
    """The register is asked outside of any transaction; that it was asked is noted before anybody is shown."""
    errors: dict[str, Message] = {}
    hits = _seek(visit, errors)
    if hits is not None:
        with visit.transaction() as session:
            found = visit_in_front(visit, session)
            record(session, event_of(("staff", visit.staff.id), "search_register", found.id, visit.now))
    with visit.looking():
        return render_identify(visit, hits, errors)


@pages.post("/choose", SERVE, outside=True)
def choose(visit: Visit, visit_id: str) -> Response:
    """Sought once more by the same keys: what the form says is only which of them."""
    hits = _seek(visit, {}) or Hits()
    wanted = visit.form.one("hit")
    meant = [each.hit for each in _candidates(visit, hits) if hmac.compare_digest(each.mark, wanted)]
    if not meant:
        with visit.looking():
            return render_identify(visit, hits, {"sought": noted("もう一度さがして、選んでください。")})
    with visit.transaction() as session:
        found = visit_in_front(visit, session)
        told = _told_of(meant[0])
        by = ("staff", visit.staff.id)
        identifying.choose(session, found, told, meant[0].person_key, by=by, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/papers")


def _seek(visit: Visit, errors: dict[str, Message]) -> Hits | None:
    try:
        sought = read_sought(visit.form.one("sought"))
    except NotUnderstood as unread:
        errors["sought"] = unread.naming(noted("カナと生年月日"))
        return None
    return visit.office.doors.prefill.seek_people(sought)


def _candidates(visit: Visit, hits: Hits) -> tuple[Candidate, ...]:
    if visit.front is None:
        raise OtherPerson
    secret, epoch = visit.office.secret, str(visit.front.epoch)
    return tuple(
        Candidate(keyed_digest(secret, "candidate", each.person_key, epoch).hex()[:32], each)
        for each in hits.found
    )


def _told_of(hit: Hit) -> Told:
    return Told(hit.name, hit.kana, hit.date_of_birth, hit.address, hit.is_protected)


def render_identify(visit: Visit, hits: Hits | None, errors: Mapping[str, Message]) -> Response:
    page = IdentifyPage(
        frame=frame_of(visit, Stage.IDENTIFY),
        after_denial=shown_visit(visit).after_denial,
        reads_cards=visit.office.doors.card is not None,
        boxes={"sought": [visit.form.one("sought")]},
        errors=errors,
        hits=hits,
        candidates=_candidates(visit, hits) if hits else (),
    )
    return visit.render("counter/staff/identify.html", page, status=422 if errors else 200)
