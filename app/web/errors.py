"""What went wrong → a status and a page that says so."""

import logging
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import errors
from app.database_troubles import Trouble, trouble_of
from app.failpoints import reach
from app.language import Message, noted
from app.web.entering import SessionEnded
from app.web.error_pages import error_page
from app.web.in_front import OtherPerson
from app.web.places import is_for_screen
from app.web.policies import SignInNeeded
from app.web.standing_in import MandateEnded

STATUS: dict[type[errors.MadoguchiError], int] = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooLarge: 413,
    errors.TooMany: 429,
    errors.StorageFull: 507,
    errors.Unavailable: 503,
}

TROUBLES: dict[Trouble | None, errors.MadoguchiError] = {
    Trouble.COLLISION: errors.Busy(),
    Trouble.FULL: errors.StorageFull(),
    Trouble.GONE: errors.Unavailable(),
    None: errors.MadoguchiError(),
}
# Sending the same once more may go well; after any other answer something has to be changed first.
AGAIN = {429, 500, 503, 507}

log = logging.getLogger(__name__)


def status_of(error: errors.MadoguchiError) -> int:
    """500 for what has no meaning of its own."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def install(app: FastAPI) -> None:
    app.add_exception_handler(errors.MadoguchiError, _known)
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(OtherPerson, _other_person)
    app.add_exception_handler(MandateEnded, _mandate_ended)
    app.add_exception_handler(StaleDataError, _stale)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeout, _database)
    app.add_exception_handler(ClientDisconnect, _nobody_there)
    app.add_exception_handler(RequestValidationError, _not_an_address)
    app.add_exception_handler(HTTPException, _plain)


def _known(request: Request, error: Any) -> Response:
    return error_page(request, status_of(error), Message(error.message), may_go_well=_may_go_well(error))


def _may_go_well(error: errors.MadoguchiError) -> bool:
    return isinstance(error, errors.Busy) or status_of(error) in AGAIN


def _sign_in(request: Request, error: Any) -> Response:
    """A page that needs somebody leads to the door and back; posted words wait behind it."""
    if is_for_screen(request):
        return RedirectResponse("/screen/pair", status_code=303)
    is_staff = request.url.path.startswith("/staff")
    door = "/staff/sign-in" if is_staff else "/sign-in"
    path = quote(request.url.path if request.method == "GET" else _page_of(request.url.path))
    kept = "&kept=1" if isinstance(error, SessionEnded) and error.kept else ""
    ended = "&ended=1" if isinstance(error, SessionEnded) else ""
    return RedirectResponse(f"{door}?back={path}{kept}{ended}", status_code=303)


def _page_of(path: str) -> str:
    """What was being worked on: an address that only takes forms is no place to come back to."""
    return "/".join(path.split("/")[: 4 if path.startswith("/staff") else 3])


def _other_person(request: Request, error: Any) -> Response:
    return error_page(request, 409, Message(error.message), title=noted("画面の方と違います"))


def _mandate_ended(request: Request, error: Any) -> Response:
    """Whoever looks is told for whom they act now; whoever wrote is told that nothing was kept."""
    if request.method == "GET":
        return RedirectResponse("/acting", status_code=303)
    return error_page(request, 409, Message(error.message))


def _stale(request: Request, _error: Any) -> Response:
    return error_page(request, 409, Message(errors.Conflict.message))


def _database(request: Request, error: Any) -> Response:
    """Locked, full, restarting: not the person's fault, and nothing was written."""
    log.error("the database failed", extra={"kind": type(error).__name__})
    known = TROUBLES[trouble_of(error)]
    return error_page(request, status_of(known), Message(known.message), may_go_well=True)


def _nobody_there(_request: Request, _error: Any) -> Response:
    """Cut off in the middle of a form: nothing was read, nobody waits, and it is no fault of ours to log."""
    return Response(status_code=400)


def _not_an_address(request: Request, _error: Any) -> Response:
    return error_page(request, 404, Message(errors.NotFound.message))


def _plain(request: Request, error: Any) -> Response:
    """The framework's own refusals; a 405 says which methods there are (RFC 9110, 15.5.6)."""
    known = {404: errors.NotFound, 405: errors.Forbidden}.get(error.status_code, errors.MadoguchiError)
    page = error_page(request, error.status_code, Message(known.message))
    page.headers.update(error.headers or {})
    return page


class LastResort:
    """What nobody foresaw still ends in a page with all its headers; the framework's own handler stands outside them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
            reach("response_written")
        except Exception as error:
            if scope["type"] != "http":
                raise
            log.exception("unforeseen", extra={"kind": type(error).__name__})
            message = Message(errors.MadoguchiError.message)
            page = error_page(Request(scope), 500, message, may_go_well=True)
            await page(scope, receive, send)
