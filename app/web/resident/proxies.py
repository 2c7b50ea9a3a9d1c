"""代理の人を決める: whom one has asked to act, who asks to, and taking it back in one step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from starlette.responses import Response

from app.clock import japan_date
from app.japan import NotUnderstood
from app.japan.names import read_name
from app.language import Message, noted
from app.mandates import ending, granting
from app.mandates.granting import Proxy
from app.mandates.kinds import MandateKind, MandateProof
from app.mandates.lifecycle import ENDED, MandateState
from app.mandates.models import Mandate
from app.mandates.parties import Person, person_of_account
from app.mandates.queries import get_granted, list_granted
from app.web.mandate_form import MandateChoices, boxes_of, choices_of, read_wanted
from app.web.mandate_words import KINDS, STATES, area_words, deed_words
from app.web.offered import list_offered
from app.web.policies import RESIDENT
from app.web.resident.mandate_deeds import Done, done_under
from app.web.resident.on_behalf import own_account
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/proxies")
SAID_YES = "yes"


@dataclass(frozen=True)
class ProxyRow:
    href: str
    name: str
    office_name: str | None
    kind: Message
    state: Message
    tone: str
    until: date
    is_open: bool
    asks: bool


@dataclass(frozen=True)
class ProxiesPage:
    asking: tuple[ProxyRow, ...]
    open: tuple[ProxyRow, ...]
    ended: tuple[ProxyRow, ...]
    done: str


@dataclass(frozen=True)
class NewProxyPage:
    choices: MandateChoices
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class HandOverPage:
    """`code` is shown here and nowhere else, ever."""

    name: str
    code: str
    until: date


@dataclass(frozen=True)
class ProxyPage:
    row: ProxyRow
    areas: tuple[Message, ...]
    deeds: tuple[Message, ...]
    action: str
    done: tuple[Done, ...]


@pages.get("", RESIDENT)
def show_proxies(visit: Visit, done: str = "") -> Response:
    rows = [_row(each) for each in list_granted(visit.session, _me(visit).digest)]
    page = ProxiesPage(
        asking=tuple(row for row in rows if row.asks),
        open=tuple(row for row in rows if row.is_open and not row.asks),
        ended=tuple(row for row in rows if not row.is_open),
        done=done if done in {"approved", "ended"} else "",
    )
    return visit.render("resident/proxies/show_proxies.html", page)


@pages.get("/new", RESIDENT)
def show_new(visit: Visit) -> Response:
    own_account(visit)
    return visit.render("resident/proxies/show_new.html", NewProxyPage(_choices(visit)))


@pages.post("/new", RESIDENT)
def ask(visit: Visit) -> Response:
    me, choices, form = _me(visit), _choices(visit), visit.form
    wanted, errors = read_wanted(form, choices, MandateProof.OWN_SIGN_IN, visit.language)
    name = _name(form.one("name"), errors)
    if form.one("agreed") != SAID_YES:
        errors["agreed"] = noted("たのむときは、ここに印を付けてください。")
    if wanted is None or errors:
        page = NewProxyPage(choices, boxes_of(form), errors)
        return visit.render("resident/proxies/show_new.html", page, status=422)
    works = wanted.kind is not MandateKind.FAMILY
    proxy = Proxy(name, office_name=form.one("office_name")[:100] or None if works else None)
    mandate, code = granting.offer(visit.session, me, proxy, wanted, visit.office.town, now=visit.now)
    until = japan_date(mandate.code_until or visit.now)
    return visit.render("resident/proxies/show_code.html", HandOverPage(name, code, until))


@pages.get("/{mandate_id}", RESIDENT)
def show_proxy(visit: Visit, mandate_id: UUID) -> Response:
    mandate = get_granted(visit.session, mandate_id, _me(visit).digest)
    page = ProxyPage(
        row=_row(mandate),
        areas=area_words(mandate.areas),
        deeds=deed_words(mandate.deeds),
        action=f"/proxies/{mandate.id}",
        done=done_under(visit.session, mandate),
    )
    return visit.render("resident/proxies/show_proxy.html", page)


@pages.post("/{mandate_id}/approve", RESIDENT)
def approve(visit: Visit, mandate_id: UUID) -> Response:
    me = _me(visit)
    mandate = get_granted(visit.session, mandate_id, me.digest)
    mandate.grantor_id = me.account_id
    by = ("resident", me.account_id)
    granting.approve(visit.session, mandate, MandateProof.OWN_SIGN_IN, by, now=visit.now)
    return visit.see_other("/proxies?done=approved")


@pages.post("/{mandate_id}/end", RESIDENT)
def end(visit: Visit, mandate_id: UUID) -> Response:
    """「断る」 and 「取り消す」: one tap, and what has ended already stays so."""
    me = _me(visit)
    mandate = get_granted(visit.session, mandate_id, me.digest)
    by = ("resident", me.account_id)
    if mandate.state is MandateState.REQUESTED:
        ending.refuse(visit.session, mandate, by, now=visit.now)
    elif mandate.state not in ENDED:
        ending.revoke(visit.session, mandate, by, now=visit.now)
    return visit.see_other("/proxies?done=ended")


def _me(visit: Visit) -> Person:
    account = own_account(visit)
    return person_of_account(visit.office.auth.keys, account, visit.resident.display_name)


def _choices(visit: Visit) -> MandateChoices:
    return choices_of(visit.office.town, list_offered(visit))


def _name(text: str, errors: dict[str, Message]) -> str:
    if not text:
        errors["name"] = noted("たのむ人の名前を入力してください。")
        return ""
    try:
        return read_name(text)
    except NotUnderstood as unread:
        errors["name"] = unread.naming(noted("名前"))
        return ""


def _row(mandate: Mandate) -> ProxyRow:
    state, tone = STATES[mandate.state]
    return ProxyRow(
        href=f"/proxies/{mandate.id}",
        name=mandate.proxy_name,
        office_name=mandate.office_name,
        kind=KINDS[mandate.kind],
        state=state,
        tone=tone,
        until=mandate.until,
        is_open=mandate.state not in ENDED,
        asks=mandate.state is MandateState.REQUESTED,
    )
