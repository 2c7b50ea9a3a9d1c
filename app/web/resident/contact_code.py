"""Proving an address: where the code goes, the code typed back, and on to where one came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import contact_codes, sessions
from app.auth.contact_codes import Asked
from app.auth.contact_models import ContactKind
from app.auth.contact_queries import find_newest_code
from app.auth.identity import Anonymous, Assurance
from app.auth.queries import find_web_session
from app.auth.return_paths import safe_return_path
from app.auth.sent_codes import digits_of
from app.auth.visitors import Visit as Entered
from app.errors import NotFound
from app.japan import NotUnderstood
from app.japan.emails import read_email
from app.japan.phones import is_mobile, read_phone, show_phone
from app.jobs.enqueue import enqueue
from app.jobs.kinds import SendContactCode
from app.language import Message, noted
from app.web.policies import APPLICANT
from app.web.resident.cases import actor_of
from app.web.resident.kept import has_waiting
from app.web.resident.page_hrefs import ways_outside
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/contact-code")

NAMES = {ContactKind.EMAIL: noted("メールアドレス"), ContactKind.PHONE: noted("携帯電話の番号")}
READ: dict[ContactKind, Callable[[str], str]] = {ContactKind.EMAIL: read_email, ContactKind.PHONE: read_phone}
NO_SMS = noted("この番号にはSMSを送れません。携帯電話の番号を入力してください。")
WRONG = noted("番号が違うか、もう使えません。送りなおすと、新しい番号が届きます。")


@dataclass(frozen=True)
class AddressPage:
    back: str
    takes_sms: bool
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class CodePage:
    """`sent_to`: the address as its owner typed it."""

    back: str
    again_href: str
    sent_to: str
    minutes: int
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", APPLICANT)
def show_address(visit: Visit, back: str = "/my") -> Response:
    return _ask_address(visit, safe_return_path(back, "/my"))


@pages.post("", APPLICANT)
def send_code(visit: Visit) -> Response:
    """The same answer to everybody: nobody is looked up, and the message goes by a job."""
    back = safe_return_path(visit.form.one("back"), "/my")
    kind = ContactKind.PHONE if "phone" in visit.form.fields else ContactKind.EMAIL
    if kind is ContactKind.PHONE and not visit.office.doors.sms.is_offered:
        raise NotFound
    try:
        target = READ[kind](visit.form.one(kind))
    except NotUnderstood as complaint:
        return _ask_address(visit, back, {kind.value: complaint.naming(NAMES[kind])})
    if kind is ContactKind.PHONE and not is_mobile(target):
        return _ask_address(visit, back, {kind.value: NO_SMS})
    asked = Asked(visit.who.id, kind, target, visit.language.value, _address_of(visit))
    code = contact_codes.send_code(visit.session, visit.office.auth.keys.attempts, asked, now=visit.now)
    enqueue(visit.session, SendContactCode(code_id=code.id))
    _note(visit, "ask_contact_code")
    return visit.see_other(f"/contact-code/answer?{urlencode({'back': back})}")


@pages.get("/answer", APPLICANT)
def show_code(visit: Visit, back: str = "/my") -> Response:
    return _ask_code(visit, safe_return_path(back, "/my"))


@pages.post("/answer", APPLICANT)
def prove(visit: Visit) -> Response:
    """A try that fails is counted, so it is answered and never raised."""
    back = safe_return_path(visit.form.one("back"), "/my")
    typed = visit.form.one("code")
    if not digits_of(typed):
        return _ask_code(visit, back, {"code": noted("届いた番号を入力してください。")})
    key, subject_id = visit.office.auth.keys.attempts, visit.who.id
    proven = contact_codes.prove(
        visit.session, key, subject_id, typed, address=_address_of(visit), now=visit.now
    )
    if proven is None:
        return _ask_code(visit, back, {"code": WRONG})
    _note(visit, "prove_contact")
    _step_up(visit)
    return visit.see_other("/kept" if has_waiting(visit, subject_id) else back)


def _step_up(visit: Visit) -> None:
    """The same person under a new cookie: whoever knew the old one is not taken along."""
    assert visit.entered.holder is not None  # noqa: S101  (the policy lets nobody in without a session)
    before = find_web_session(visit.session, visit.entered.holder.session_hash)
    if before is None:
        raise NotFound
    opened = sessions.step_up(visit.session, before, Assurance.CONTACT, now=visit.now)
    visit.entered = Entered(Anonymous())
    visit.cookies.keep_resident(opened.token)


def _note(visit: Visit, action: str) -> None:
    by = actor_of(visit)
    record(visit.session, AuditEvent(visit.now, by.kind, by.id, action, "contact"))


def _address_of(visit: Visit) -> str:
    return visit.request.client.host if visit.request.client else ""


def _ask_address(visit: Visit, back: str, errors: Mapping[str, Message] | None = None) -> Response:
    page = AddressPage(back, visit.office.doors.sms.is_offered, dict(visit.form.fields), errors or {})
    status = 422 if errors else 200
    return visit.render(
        "resident/contact_code/show_address.html",
        page,
        status=status,
        block="fields",
        ways=ways_outside("", back, visit.office.town.phone),
    )


def _ask_code(visit: Visit, back: str, errors: Mapping[str, Message] | None = None) -> Response:
    newest = find_newest_code(visit.session, visit.who.id)
    again = f"/contact-code?{urlencode({'back': back})}"
    if newest is None:
        return visit.see_other(again)
    sent_to = show_phone(newest.target) if newest.kind is ContactKind.PHONE else newest.target
    minutes = int(contact_codes.LASTS.total_seconds() // 60)
    page = CodePage(back, again, sent_to, minutes, dict(visit.form.fields), errors or {})
    status = 422 if errors else 200
    ways = ways_outside("", again, visit.office.town.phone)
    return visit.render(
        "resident/contact_code/show_code.html", page, status=status, block="fields", ways=ways
    )
