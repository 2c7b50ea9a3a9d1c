"""The sandbox provider as an ASGI app: the API, the pages for the payer, and those behind the counter."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse

from app.errors import SandboxInProduction
from app.sandboxes.payjp.admin import admin_routes
from app.sandboxes.payjp.api import api_routes
from app.sandboxes.payjp.books import Books
from app.sandboxes.payjp.faults import Faults
from app.sandboxes.payjp.hosted import hosted_routes
from app.sandboxes.payjp.pages import HERE, with_headers
from app.sandboxes.payjp.problems import Problem, tell_invalid, tell_problem
from app.sandboxes.payjp.settings import PayjpSandbox, Rehearsal
from app.sandboxes.payjp.store import Store
from app.sandboxes.payjp.till import Till
from app.sandboxes.payjp.webhooks import WebhookSender


def create_app(
    state_path: Path | None,
    *,
    public_url: str,
    webhook_url: str,
    webhook_token: str,
    secret_key: str,
    rehearsal: Rehearsal | None = None,
) -> FastAPI:
    """`state_path` None forgets everything at the end. Raises SandboxInProduction where real people are."""
    rehearsal = rehearsal or Rehearsal()
    if rehearsal.production:
        raise SandboxInProduction("the sandbox provider takes no real money")
    setting = PayjpSandbox(public_url.rstrip("/"), webhook_url, webhook_token, secret_key, rehearsal)
    store = Store(state_path)
    books = Books(store, WebhookSender(store, setting), setting)
    till, faults, stopping = Till(books), Faults(store, setting), threading.Event()

    life = partial(_life, books, stopping)
    app = FastAPI(title="Sandbox PAY.JP", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.state.till, app.state.faults = till, faults
    app.middleware("http")(faults)
    app.middleware("http")(with_headers)
    app.add_exception_handler(Problem, tell_problem)
    app.add_exception_handler(RequestValidationError, tell_invalid)
    for routes in (api_routes(till), hosted_routes(till, stopping), admin_routes(till, faults)):
        app.include_router(routes)
    app.get("/health")(lambda: {"ok": True})
    app.get("/payjp.css")(lambda: FileResponse(HERE / "payjp.css", media_type="text/css"))
    return app


@asynccontextmanager
async def _life(books: Books, stopping: threading.Event, _app: FastAPI) -> AsyncIterator[None]:
    books.sender.start(books.expire_due)
    yield
    stopping.set()
    books.sender.stop()
    books.store.close()
