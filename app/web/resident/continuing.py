"""続きをスマホで: what was begun at the counter goes on in its owner's own browser, by a number and a date of birth."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.applications.handover import to_phone
from app.applications.handover.to_phone import Typed
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth.sent_codes import digits_of
from app.japan import NotUnderstood
from app.japan.eras import date_from_parts
from app.language import Message, noted
from app.web.policies import PUBLIC
from app.web.resident.guests import enter_as_guest
from app.web.resident.kept import has_waiting
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/continue")

BORN = tuple(f"born.{part}" for part in ("era", "year", "month", "day"))
WRONG = noted(
    "開けませんでした。番号か生年月日が違うか、5分を過ぎました。窓口で、もう一度番号を出してもらってください。"
)


@dataclass(frozen=True)
class ContinuePage:
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", PUBLIC)
def show_continue(visit: Visit) -> Response:
    return visit.render("resident/resume/show_continue.html", ContinuePage())


@pages.post("", PUBLIC)
def continue_here(visit: Visit) -> Response:
    """The same words whatever does not fit: neither the number nor the date is confirmed to a guesser."""
    typed, errors = _typed(visit)
    if typed is None or errors:
        return _again(visit, errors)
    found = to_phone.redeem(visit.session, visit.office.auth.keys.attempts, typed, now=visit.now)
    if found is None:
        failed = AuditEvent(visit.now, "anonymous", None, "continue_on_phone_failed", "application")
        record(visit.session, failed)
        return _again(visit, {"code": WRONG})
    enter_as_guest(visit, found.owner_id)
    return visit.see_other("/kept" if has_waiting(visit, found.owner_id) else f"/apply/{found.id}")


def _typed(visit: Visit) -> tuple[Typed | None, dict[str, Message]]:
    form, errors = visit.form, dict[str, Message]()
    if not digits_of(form.one("code")):
        errors["code"] = noted("窓口の番号を入力してください。")
    try:
        born = date_from_parts(form.one(BORN[0]) or "western", *(form.one(box) for box in BORN[1:]))
    except NotUnderstood as unread:
        part = unread.parts[0] if unread.parts else "year"
        return None, errors | {f"born.{part}": unread.naming(noted("生年月日"))}
    return (None if errors else Typed(form.one("code"), born, visit.address)), errors


def _again(visit: Visit, errors: Mapping[str, Message]) -> Response:
    page = ContinuePage({name: list(values) for name, values in visit.form.fields.items()}, errors)
    return visit.render("resident/resume/show_continue.html", page, status=422)
