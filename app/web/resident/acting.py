"""だれの手続ですか: for oneself, for one's child, or for whoever has entrusted one; and taking a mandate by its code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from app.auth.attempts import check_allowed, record_failure, record_success, try_of
from app.auth.models import Scope
from app.clock import japan_date
from app.language import Message, noted
from app.mandates.codes import folded
from app.mandates.granting import CodeRefused, Proxy, accept
from app.mandates.household import minors_of
from app.mandates.lifecycle import WAITING
from app.mandates.models import Mandate
from app.mandates.parties import Person, person_in_register, person_of_account
from app.mandates.queries import list_held
from app.mandates.rules import holds
from app.mandates.telling import is_shielded
from app.prefill.household import Member
from app.web.mandate_form import boxes_of, read_address
from app.web.mandate_words import STATES, area_words, deed_words
from app.web.policies import CHOOSING_FOR_WHOM, RESIDENT
from app.web.resident.on_behalf import own_account, person_key_of
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/acting")


@dataclass(frozen=True)
class SubjectRow:
    """`value` goes with the form; it names nobody to whoever reads it."""

    value: str
    name: str
    words: tuple[Message, ...]
    deeds: tuple[Message, ...] = ()
    until: date | None = None
    give_up: str | None = None


@dataclass(frozen=True)
class HeldRow:
    name: str
    state: Message
    tone: str


@dataclass(frozen=True)
class ActingPage:
    """`is_silent`: the register did not answer, so nobody whom it protects can be told from anybody else."""

    own_name: str
    next: str
    children: tuple[SubjectRow, ...]
    entrusted: tuple[SubjectRow, ...]
    others: tuple[HeldRow, ...]
    is_silent: bool
    accepted: bool
    asked: bool


@pages.get("", CHOOSING_FOR_WHOM, signs_in=True)
def show_acting(visit: Visit, next: str = "", accepted: str = "", asked: str = "") -> Response:  # noqa: A002  # as in the address
    with visit.office.database.read() as session:
        own_key = person_key_of(session, visit.resident)
        held = list_held(session, visit.resident.id)
        session.expunge_all()
    usable, is_silent = _offered(visit, [each for each in held if holds(each.power, visit.now)])
    page = ActingPage(
        own_name=visit.resident.display_name,
        next=next,
        children=tuple(
            SubjectRow(f"child:{child_of(visit, each).digest}", each.full_name, ())
            for each in minors(visit, own_key)
        ),
        entrusted=tuple(_row(each) for each in usable),
        others=tuple(_other(each) for each in held if each not in usable),
        is_silent=is_silent,
        accepted=bool(accepted),
        asked=bool(asked),
    )
    return visit.render("resident/acting/show_acting.html", page)


def minors(visit: Visit, own_key: str | None) -> tuple[Member, ...]:
    if own_key is None:
        return ()
    household = visit.office.doors.prefill.household_of(own_key)
    return minors_of(household, own_key, japan_date(visit.now))


def child_of(visit: Visit, member: Member) -> Person:
    return person_in_register(visit.office.auth.keys, member.key, member.full_name)


def _offered(visit: Visit, held: list[Mandate]) -> tuple[list[Mandate], bool]:
    """Without those whom the register protects; without anybody it knows while it is silent."""
    usable = []
    for mandate in held:
        if mandate.person_key is None:
            usable.append(mandate)
            continue
        facts = visit.office.doors.prefill.facts_about(mandate.person_key)
        if facts.unavailable:
            return [each for each in held if each.person_key is None], True
        if not is_shielded(facts):
            usable.append(mandate)
    return usable, False


def _row(mandate: Mandate) -> SubjectRow:
    give_up = f"/acting/{mandate.id}/give-up"
    areas, deeds = area_words(mandate.areas), deed_words(mandate.deeds)
    return SubjectRow(str(mandate.id), mandate.grantor_name, areas, deeds, mandate.until, give_up)


def _other(mandate: Mandate) -> HeldRow:
    """Waiting, or at an end, whichever way it came to it."""
    is_waiting = mandate.state in WAITING
    state, tone = STATES[mandate.state] if is_waiting else (noted("終わりました"), "neutral")
    return HeldRow(mandate.grantor_name, state, tone)


@dataclass(frozen=True)
class CodePage:
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("/code", RESIDENT)
def show_code(visit: Visit) -> Response:
    own_account(visit)
    return visit.render("resident/acting/show_code.html", CodePage())


@pages.post("/code", RESIDENT)
def take_code(visit: Visit) -> Response:
    """A wrong code and the right one in other hands sound the same, and both are counted."""
    account, code = own_account(visit), visit.form.one("code")
    errors: dict[str, Message] = {}
    email = read_address(visit.form.one("email"), errors)
    if not folded(code):
        errors["code"] = noted("番号を入力してください。")
    if errors:
        return _again(visit, errors)
    address = visit.request.client.host if visit.request.client else ""
    tried = try_of(visit.office.auth.keys.attempts, Scope.MANDATE_CODE, account.id.hex, address)
    check_allowed(visit.session, tried, now=visit.now)
    me = person_of_account(visit.office.auth.keys, account)
    proxy = Proxy(visit.resident.display_name, account.id, email)
    try:
        accept(visit.session, code, proxy, me, now=visit.now)
    except CodeRefused as refused:
        record_failure(visit.session, tried, now=visit.now)
        return _again(visit, {"code": Message(refused.message)})
    record_success(visit.session, tried)
    return visit.see_other("/acting?accepted=1")


def _again(visit: Visit, errors: Mapping[str, Message]) -> Response:
    page = CodePage(boxes_of(visit.form), errors)
    return visit.render("resident/acting/show_code.html", page, status=422)
