"""What went wrong → a status, and a page that says so and what to do next."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import errors
from app.language import Message, noted
from app.templating import Site
from app.web.cookies import Cookies
from app.web.entering import SessionEnded
from app.web.office import Office
from app.web.policies import SignInNeeded

STATUS: dict[type[errors.MadoguchiError], int] = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooLarge: 413,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}

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
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NextStep:
    label: Message
    href: str


@dataclass(frozen=True)
class ErrorPage:
    status: int
    title: Message
    message: Message
    next_steps: tuple[NextStep, ...]


def status_of(error: errors.MadoguchiError) -> int:
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def install(app: FastAPI) -> None:
    app.add_exception_handler(errors.MadoguchiError, _known)
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(StaleDataError, _stale)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeout, _database)
    app.add_exception_handler(RequestValidationError, _not_an_address)
    app.add_exception_handler(HTTPException, _plain)


def _known(request: Request, error: Any) -> Response:
    return _page(request, status_of(error), Message(error.message))


def _sign_in(request: Request, error: Any) -> Response:
    """A page that needs somebody leads to the door and back; posted words wait behind it."""
    is_staff = request.url.path.startswith("/staff")
    door = "/staff/sign-in" if is_staff else "/sign-in"
    path = quote(request.url.path if request.method == "GET" else _page_of(request.url.path))
    kept = "&kept=1" if isinstance(error, SessionEnded) and error.kept else ""
    ended = "&ended=1" if isinstance(error, SessionEnded) else ""
    return RedirectResponse(f"{door}?back={path}{kept}{ended}", status_code=303)


def _page_of(path: str) -> str:
    """What was being worked on: an address that only takes forms is no place to come back to."""
    return "/".join(path.split("/")[: 4 if path.startswith("/staff") else 3])


def _stale(request: Request, _error: Any) -> Response:
    return _page(request, 409, Message(errors.Conflict.message))


def _database(request: Request, error: Any) -> Response:
    """Locked, full, restarting: not the person's fault, and nothing was written."""
    log.error("the database failed", extra={"kind": type(error).__name__})
    status = 503 if isinstance(error, OperationalError | PoolTimeout) else 500
    return _page(request, status, Message(errors.Unavailable.message))


def _not_an_address(request: Request, _error: Any) -> Response:
    return _page(request, 404, Message(errors.NotFound.message))


def _plain(request: Request, error: Any) -> Response:
    """The framework's own refusals; a 405 says which methods there are (RFC 9110, 15.5.6)."""
    known = {404: errors.NotFound.message, 405: errors.Forbidden.message}
    message = Message(known.get(error.status_code, errors.MadoguchiError.message))
    page = _page(request, error.status_code, message)
    page.headers.update(error.headers or {})
    return page


class LastResort:
    """What nobody foresaw still ends in a page with all its headers; the framework's own handler stands outside them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http":
                raise
            log.exception("unforeseen", extra={"kind": type(error).__name__})
            page = _page(Request(scope), 500, Message(errors.MadoguchiError.message))
            await page(scope, receive, send)


def _page(request: Request, status: int, message: Message) -> Response:
    """Drawn without the database: it must work when nothing else does. Programs get it as data (RFC 9457)."""
    if request.url.path.startswith("/api/"):
        problem = {"status": status, "title": str(TITLES.get(status, TITLES[500])), "detail": str(message)}
        return JSONResponse(problem, status, media_type="application/problem+json")
    office: Office = request.app.state.office
    cookies = Cookies(request, office.is_https)
    site = Site(
        town_name=office.town.name,
        town_phone=office.town.phone or "",
        section_phone=None,
        path="/",
        language=cookies.language,
        mode=cookies.mode,
        signed_in_as=None,
        is_staff=request.url.path.startswith("/staff"),
        form_token="",
        banners=office.banners,
        title_prefix="",
    )
    steps = [NextStep(noted("最初のページへ"), "/staff/queue" if site.is_staff else "/")]
    if not site.is_staff:
        steps.insert(0, NextStep(noted("マイページを見る"), "/my"))
    page = ErrorPage(status, TITLES.get(status, TITLES[500]), message, tuple(steps))
    html = office.pages.get_template("errors/error.html").render({"page": page, "site": site})
    return HTMLResponse(html, status)
