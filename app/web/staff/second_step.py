"""The second page of the door: a code of the authenticator, or one from paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import second_factor
from app.auth.staff_sign_in import Proof, prove_second_factor
from app.errors import TooMany
from app.language import Message, noted
from app.web.at_desk import note
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.staff.coming_in import DOOR, Step, go_in, step_of
from app.web.visits import Visit

pages = Pages(DOOR)
WRONG = noted("コードが違うか、もう使われています。新しいコードを入力してください。")
WRONG_RECOVERY = noted("予備のコードが違うか、もう使われています。")


@dataclass(frozen=True)
class CodePage:
    """`is_known`: this browser has shown a code before, and one is enough."""

    is_known: bool
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class RecoveryPage:
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("/code", PUBLIC)
def show_code(visit: Visit) -> Response:
    step = step_of(visit)
    return _code_page(visit, step) if step else visit.see_other(DOOR)


@pages.post("/code", PUBLIC)
def send_code(visit: Visit) -> Response:
    step = step_of(visit)
    if step is None:
        return visit.see_other(DOOR)
    browser = visit.cookies.known_browser
    proof = Proof(visit.form.one("code"), visit.form.one("next_code"), browser=browser)
    refusal = _refused(visit, step, proof, WRONG)
    if refusal is not None:
        return _code_page(visit, step, refusal)
    token = second_factor.know_browser(visit.session, step.account, browser, now=visit.now)
    visit.cookies.keep_known_browser(token)
    return visit.see_other(go_in(visit, step.account, step.goal))


@pages.get("/recovery", PUBLIC)
def show_recovery(visit: Visit) -> Response:
    if step_of(visit) is None:
        return visit.see_other(DOOR)
    return visit.render("staff/sign_in/show_recovery.html", RecoveryPage())


@pages.post("/recovery", PUBLIC)
def send_recovery(visit: Visit) -> Response:
    """Opens once, and makes no browser known: the authenticator is still missing."""
    step = step_of(visit)
    if step is None:
        return visit.see_other(DOOR)
    proof = Proof(recovery=visit.form.one("recovery") or "-")
    refusal = _refused(visit, step, proof, WRONG_RECOVERY)
    if refusal is not None:
        page = RecoveryPage({"recovery": refusal[0]})
        return visit.render("staff/sign_in/show_recovery.html", page, status=refusal[1])
    path = go_in(visit, step.account, step.goal)
    note(visit, "use_recovery_code", "staff_account", step.account.id)
    return visit.see_other(path)


def _refused(visit: Visit, step: Step, proof: Proof, wrong: Message) -> tuple[Message, int] | None:
    """Why, and the status; None when it is right. Counted, and so it does not raise."""
    account, keys = step.account, visit.office.auth.keys
    try:
        right = prove_second_factor(
            visit.session, account, proof, address=visit.address, keys=keys, now=visit.now
        )
    except TooMany as refusal:
        return Message(refusal.message), 429
    if right:
        return None
    failed = AuditEvent(
        visit.now, "anonymous", None, "second_factor_failed", "staff_account", subject_id=account.id
    )
    record(visit.session, failed)
    return wrong, 422


def _code_page(visit: Visit, step: Step, refusal: tuple[Message, int] | None = None) -> Response:
    browser = visit.cookies.known_browser
    is_known = second_factor.is_known_browser(visit.session, step.account.id, browser, now=visit.now)
    page = CodePage(is_known, {"code": refusal[0]} if refusal else {})
    return visit.render("staff/sign_in/show_code.html", page, status=refusal[1] if refusal else 200)
