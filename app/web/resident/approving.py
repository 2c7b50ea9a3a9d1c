"""届いた番号で返事をする: the person's own yes or no, on their own device, with nobody signed in.

Code and date of birth are typed once and go along to the second page, which looks at them anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth.identity import Resident
from app.auth.sent_codes import digits_of
from app.japan import NotUnderstood
from app.japan.eras import date_from_parts
from app.language import Message, noted
from app.mandates import approval_codes, ending, granting
from app.mandates.approval_codes import Asked, Typed
from app.mandates.kinds import MandateProof
from app.mandates.noting import SUBJECT, note
from app.web.mandate_form import MandateChoice, boxes_of
from app.web.mandate_words import area_words, deed_words
from app.web.policies import PUBLIC
from app.web.resident.on_behalf import shown_to_proxy
from app.web.routing import Pages
from app.web.standing_in import MandateEnded
from app.web.visits import Visit

pages = Pages("/proxies/approve")

SOMEBODY = ("anonymous", None)
YES, NO = "yes", "no"
ANSWERS = (
    MandateChoice(YES, noted("はい、たのみます")),
    MandateChoice(NO, noted("いいえ、たのみません")),
)
DONE = {"approved", "refused"}
WRONG = noted("番号か生年月日が違うか、番号がもう使えません。わからないときは、役場へ電話してください。")
BORN = tuple(f"born.{part}" for part in ("era", "year", "month", "day"))


@dataclass(frozen=True)
class CodePage:
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)
    done: str = ""


@dataclass(frozen=True)
class AskedPage:
    """What is entrusted with a yes. `typed` goes along, so that it can be looked at anew."""

    proxy: str
    areas: tuple[Message, ...]
    deeds: tuple[Message, ...]
    until: date
    answers: tuple[MandateChoice, ...]
    typed: Mapping[str, str]
    errors: Mapping[str, Message]


@pages.get("", PUBLIC)
def show_code(visit: Visit, done: str = "") -> Response:
    page = CodePage(done=done if done in DONE else "")
    return visit.render("resident/proxies/show_approve.html", page)


@pages.post("", PUBLIC, outside=True)
def answer(visit: Visit) -> Response:
    """First without an answer, to read; then with one. Whatever does not fit sounds the same."""
    typed, errors = _typed(visit)
    if typed is None or errors:
        return _again(visit, errors)
    asked = _find(visit, typed)
    if asked is None:
        return _again(visit, {"code": WRONG})
    said = visit.form.one("answer")
    if said in {YES, NO}:
        return _settle(visit, typed, said)
    errors = (
        {"answer": noted("「はい」か「いいえ」を選んでください。")} if "stage" in visit.form.fields else {}
    )
    return _ask(visit, asked, errors)


def _typed(visit: Visit) -> tuple[Typed | None, dict[str, Message]]:
    form, errors, born = visit.form, dict[str, Message](), None
    if not digits_of(form.one("code")):
        errors["code"] = noted("届いた番号を入力してください。")
    try:
        born = date_from_parts(form.one(BORN[0]) or "western", *(form.one(box) for box in BORN[1:]))
    except NotUnderstood as unread:
        part = unread.parts[0] if unread.parts else "year"
        errors[f"born.{part}"] = unread.naming(noted("生年月日"))
    if born is None or errors:
        return None, errors
    visitor_id = visit.who.id if isinstance(visit.who, Resident) else None
    return Typed(form.one("code"), born, visit.address, visitor_id), errors


def _find(visit: Visit, typed: Typed) -> Asked | None:
    """And under protection it fits no more; the register is asked outside of any transaction."""
    with visit.transaction() as session:
        asked = approval_codes.find_asked(session, visit.office.auth.keys.attempts, typed, now=visit.now)
        if asked is None:
            failed = AuditEvent(visit.now, *SOMEBODY, "open_mandate_by_code_failed", SUBJECT)
            record(session, failed)
            return None
        note(session, asked.mandate, "open_mandate_by_code", SOMEBODY, visit.now)
        session.expunge(asked.mandate)
    try:
        shown_to_proxy(visit, asked.mandate)
    except MandateEnded:
        return None
    return asked


def _settle(visit: Visit, typed: Typed, said: str) -> Response:
    """Looked at once more where it is written: it may have been taken back while the register was asked."""
    with visit.transaction() as session:
        asked = approval_codes.find_asked(session, visit.office.auth.keys.attempts, typed, now=visit.now)
        if asked is None or not approval_codes.use_up(session, asked.code_id, visit.now):
            return _again(visit, {"code": WRONG})
        if said == YES:
            granting.approve(session, asked.mandate, MandateProof.OWN_CODE, SOMEBODY, now=visit.now)
        else:
            ending.refuse(session, asked.mandate, SOMEBODY, now=visit.now)
    return visit.see_other(f"/proxies/approve?done={'approved' if said == YES else 'refused'}")


def _ask(visit: Visit, asked: Asked, errors: Mapping[str, Message]) -> Response:
    mandate = asked.mandate
    page = AskedPage(
        proxy=mandate.proxy_name,
        areas=area_words(mandate.areas),
        deeds=deed_words(mandate.deeds),
        until=mandate.until,
        answers=ANSWERS,
        typed={box: visit.form.one(box) for box in ("code", *BORN)},
        errors=errors,
    )
    return visit.render("resident/proxies/show_asked.html", page, status=422 if errors else 200)


def _again(visit: Visit, errors: Mapping[str, Message]) -> Response:
    page = CodePage(boxes_of(visit.form), errors)
    return visit.render("resident/proxies/show_approve.html", page, status=422)
