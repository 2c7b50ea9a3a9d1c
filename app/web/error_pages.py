"""The page of an error: what happened, what to do next, and the form once more where sending it again may help."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from app.language import Language, Message, noted
from app.site import Site, Ways
from app.web.cookies import Cookies
from app.web.forms import PostedForm
from app.web.office import Office
from app.web.places import is_for_screen

TOKEN = "form_token"  # noqa: S105  # the name of a box, not a secret
TITLES: dict[int, Message] = {
    403: noted("この操作はできません"),
    404: noted("ページが見つかりません"),
    405: noted("この操作はできません"),
    409: noted("内容が変わっています"),
    413: noted("データが大きすぎます"),
    422: noted("入力を確かめてください"),
    429: noted("しばらくお待ちください"),
    500: noted("うまくいきませんでした"),
    503: noted("ただいま利用できません"),
    507: noted("保存できませんでした"),
}


@dataclass(frozen=True)
class NextStep:
    label: Message
    href: str


@dataclass(frozen=True)
class Resend:
    """The form as it was sent: what was typed lies in the page itself, wherever else there is no room for it."""

    action: str
    token: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ErrorPage:
    """`lost_files`: files were chosen, which no page can send once more by itself."""

    status: int
    title: Message
    message: Message
    next_steps: tuple[NextStep, ...]
    again: Resend | None
    lost_files: bool


def _posted(request: Request) -> PostedForm:
    return getattr(request.state, "posted", None) or PostedForm()


def _again(request: Request) -> Resend | None:
    """Nothing of a page with files, which would be sent without them, never a password, and nobody signs from here."""
    form = _posted(request)
    if not form.fields or form.files or {"password", "sign"} & {*form.fields, *request.url.path.split("/")}:
        return None
    typed = {name: values for name, values in form.fields.items() if name != TOKEN}
    fields = tuple((name, value) for name, values in typed.items() for value in values)
    return Resend(request.url.path, form.one(TOKEN), fields)


def error_page(
    request: Request,
    status: int,
    message: Message,
    *,
    may_go_well: bool = False,
    title: Message | None = None,
) -> Response:
    """Drawn without the database: it must work when nothing else does. Programs get it as data (RFC 9457)."""
    if request.url.path.startswith("/api/"):
        problem = {"status": status, "title": str(TITLES.get(status, TITLES[500])), "detail": str(message)}
        return JSONResponse(problem, status, media_type="application/problem+json")
    office: Office = request.app.state.office
    site = _site(request, office)
    again = _again(request) if may_go_well else None
    lost = may_go_well and bool(_posted(request).files)
    said = title or TITLES.get(status, TITLES[500])
    page = ErrorPage(status, said, message, _steps(request, site), again, lost)
    html = office.pages.get_template("errors/error.html").render({"page": page, "site": site})
    # Nobody may be there to press a button: a screen comes back by itself.
    return HTMLResponse(html, status, {"Refresh": "10;url=/screen"} if is_for_screen(request) else None)


def _steps(request: Request, site: Site) -> tuple[NextStep, ...]:
    if is_for_screen(request):
        return (NextStep(noted("画面を新しくする"), "/screen"),)
    if request.url.path.startswith("/staff/counter"):
        return (NextStep(noted("窓口の画面へ"), "/staff/counter"),)
    first = NextStep(noted("最初のページへ"), "/staff" if site.is_staff else "/")
    return (first,) if site.is_staff else (NextStep(noted("マイページを見る"), "/my"), first)


def _site(request: Request, office: Office) -> Site:
    cookies = Cookies(request, office.is_https)
    is_screen = is_for_screen(request)
    return Site(
        town_name=office.book.file_town.name,
        town_phone=office.book.file_town.phone or "",
        section_phone=None,
        path="/",
        language=Language.JAPANESE if is_screen else cookies.language,
        mode="" if is_screen else cookies.mode,
        signed_in_as=None,
        is_staff=office.is_for_staff_only or request.url.path.startswith("/staff"),
        form_token="",
        banners=office.banners,
        title_prefix="",
        ways=Ways(display="") if is_screen else Ways(),
    )
