"""The sandbox mailbox as an ASGI app: what the service has sent, the latest first."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.errors import NotFound
from app.sandboxes.mailbox.mails import Mailbox
from app.sandboxes.mailbox.receiving import ANSWERS, MailReceiver
from app.sandboxes.mailbox.settings import MailboxSandbox

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class MailboxPages:
    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    def show_list(self) -> Response:
        return _page("list.html", mails=self.mailbox.list_mails(), answers=ANSWERS)

    def show_mail(self, key: str) -> Response:
        try:
            return _page("mail.html", mail=self.mailbox.get_mail(key))
        except NotFound:
            return _page("missing.html", status=404)


def create_mailbox_app(setting: MailboxSandbox) -> FastAPI:
    """Receives mail while it runs. Raises SandboxInProduction where real people are."""
    receiver = MailReceiver(setting)
    pages = MailboxPages(Mailbox(setting.folder))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        receiver.start()
        yield
        receiver.stop()

    app = FastAPI(title="Sandbox mailbox", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.middleware("http")(_with_headers)
    app.get("/")(pages.show_list)
    app.get("/mails/{key}")(pages.show_mail)
    app.get("/health")(lambda: {"ok": True})
    app.get("/mailbox.css")(lambda: FileResponse(HERE / "mailbox.css", media_type="text/css"))
    return app


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response


def _page(name: str, *, status: int = 200, **context: object) -> HTMLResponse:
    return HTMLResponse(_environment.get_template(name).render(**context), status)
