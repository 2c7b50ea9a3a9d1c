"""Making an authenticator known, once per account, between the password and the first session."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.auth import authenticator, second_factor
from app.auth.staff_models import SecondFactor
from app.auth.staff_queries import find_second_factor
from app.documents.qr import drawn
from app.errors import NotFound
from app.language import Message, noted
from app.web.at_desk import note
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.staff.coming_in import CODE, DOOR, Step, go_in, step_of
from app.web.visits import Visit

pages = Pages(f"{DOOR}/enrol")
WRONG = noted("コードが違います。アプリに今出ている6けたの数字を入力してください。")


@dataclass(frozen=True)
class EnrolPage:
    """`secret` in groups of four, for whoever types it."""

    secret: str
    login: str
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class RecoveryCodesPage:
    """They are shown here and nowhere else, ever."""

    codes: tuple[str, ...]
    goal: str


@pages.get("", PUBLIC)
def show_enrol(visit: Visit) -> Response:
    step = step_of(visit)
    if step is None:
        return visit.see_other(DOOR)
    factor = _unconfirmed(visit, step)
    return _render(visit, step, factor) if factor else visit.see_other(CODE)


@pages.get("/qr.svg", PUBLIC)
def show_qr(visit: Visit) -> Response:
    """An image of this house: the policy of contents allows no other."""
    step = step_of(visit)
    factor = _unconfirmed(visit, step) if step else None
    if step is None or factor is None:
        raise NotFound
    address = authenticator.address_for_app(factor.secret, step.account.login, visit.office.town.name)
    return Response(drawn(address), media_type="image/svg+xml")


@pages.post("", PUBLIC)
def confirm(visit: Visit) -> Response:
    """One code shows that the authenticator has the secret. The browser in which it was shown is known."""
    step = step_of(visit)
    if step is None:
        return visit.see_other(DOOR)
    factor = _unconfirmed(visit, step)
    if factor is None:
        return visit.see_other(CODE)
    codes = second_factor.confirm_enrolment(visit.session, factor, visit.form.one("code"), now=visit.now)
    if not codes:
        return _render(visit, step, factor, {"code": WRONG})
    visit.cookies.keep_known_browser(
        second_factor.know_browser(visit.session, step.account, visit.cookies.known_browser, now=visit.now)
    )
    nobody, goal = visit.who, go_in(visit, step.account, step.goal)
    note(visit, "enrol_second_factor", "staff_account", step.account.id)
    visit.who = nobody  # the forms of this page would be those of the session before
    return visit.render("staff/sign_in/show_recovery_codes.html", RecoveryCodesPage(tuple(codes), goal))


def _unconfirmed(visit: Visit, step: Step) -> SecondFactor | None:
    factor = find_second_factor(visit.session, step.account.id)
    return factor if factor is not None and factor.confirmed_at is None else None


def _render(
    visit: Visit, step: Step, factor: SecondFactor, errors: Mapping[str, Message] | None = None
) -> Response:
    secret = " ".join(factor.secret[at : at + 4] for at in range(0, len(factor.secret), 4))
    page = EnrolPage(secret, step.account.login, errors or {})
    return visit.render("staff/sign_in/show_enrol.html", page, status=422 if errors else 200)
