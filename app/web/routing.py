"""Pages as plain functions: one thread, one transaction, committed before the answer leaves.

FastAPI's `yield` dependencies would hold the writer's lock between thread hops: with as many writers as
threads everybody waits for a thread that nobody gives back. So the transaction, the page and the commit
run in one hop (docs/decisions/0001).
"""

import inspect
import secrets
import time
from collections.abc import Callable
from typing import Any, TypeAlias

from fastapi import APIRouter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.database_troubles import Trouble, trouble_of
from app.errors import NotFound
from app.failpoints import reach
from app.web.entering import Entrance, serve
from app.web.forms import PostedForm, read_form
from app.web.policies import Policy

Page: TypeAlias = Callable[..., Response]
TRIES = 3
JITTER_MS = 60


class Pages:
    """A router on which every page names who may enter."""

    def __init__(self, prefix: str = "") -> None:
        self.router = APIRouter(prefix=prefix, include_in_schema=False)

    def get(self, path: str, policy: Policy, *, signs_in: bool = False) -> Callable[[Page], Page]:
        """A GET changes no case, money or answer. `signs_in`: the way back from a card, which opens a session or sends
        what was signed although it is a GET, because the other side can only redirect; it works once.
        """
        return self._register("GET", path, Entrance(policy, outside=signs_in))

    def post(self, path: str, policy: Policy, *, outside: bool = False) -> Callable[[Page], Page]:
        """`outside`: the page calls other systems or decodes files, and opens its own short transactions."""
        return self._register("POST", path, Entrance(policy, outside=outside))

    def _register(self, method: str, path: str, entrance: Entrance) -> Callable[[Page], Page]:
        def register(page: Page) -> Page:
            endpoint = _endpoint(page, entrance)
            self.router.add_api_route(
                path, endpoint, methods=[method], response_model=None, name=page.__name__
            )
            return page

        return register


def _endpoint(page: Page, entrance: Entrance) -> Callable[..., Any]:
    """What FastAPI calls: the page's own parameters, with the visit taken out and the request put in."""

    async def endpoint(request: Request, **arguments: Any) -> Response:
        if "\x00" in "".join((request.scope["path"], *request.query_params.values())):
            raise NotFound  # PostgreSQL takes no NUL, and no address of ours has one
        try:
            form = await read_form(request) if request.method == "POST" else PostedForm()
            request.state.posted = form
            reach("form_read")
            return await run_in_threadpool(
                _serve_again_if_it_collides, request, page, entrance, form, arguments
            )
        finally:
            await request.close()  # what was uploaded lies in temporary files

    given = inspect.signature(page, eval_str=True)
    _visit, *own = given.parameters.values()
    taken = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    keywords = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    endpoint.__signature__ = inspect.Signature([taken, *keywords])  # type: ignore[attr-defined]  # read by FastAPI
    endpoint.__name__ = page.__name__
    endpoint.__policy__ = entrance.policy  # type: ignore[attr-defined]  # read by the table of routes
    return endpoint


def _serve_again_if_it_collides(
    request: Request, page: Page, entrance: Entrance, form: PostedForm, arguments: dict[str, Any]
) -> Response:
    """One of two transactions that met may be refused; nothing of it was written, so it runs again.

    The second of two taps then finds what the first one did, and whoever was overtaken by another person too.
    """
    for attempt in range(1, TRIES + 1):
        try:
            return serve(request, page, entrance, form, arguments)
        except (DBAPIError, StaleDataError) as collision:
            if attempt == TRIES or entrance.outside or not _may_go_well(request, collision):
                raise
            # Two that met would meet again if both came back at once.
            time.sleep(secrets.randbelow(JITTER_MS) * attempt / 1000)
    raise AssertionError("unreachable")


def _may_go_well(request: Request, collision: DBAPIError | StaleDataError) -> bool:
    """A connection that died with its database costs whoever only looks nothing but a moment.

    Who wrote is asked: whether the last commit came through is not known. SQLite has waited long enough by itself.
    """
    if isinstance(collision, StaleDataError):
        return True
    if collision.connection_invalidated:
        return request.method == "GET"
    return trouble_of(collision) is Trouble.COLLISION and hasattr(collision.orig, "sqlstate")
