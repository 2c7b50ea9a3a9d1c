"""The sandbox provider on a loopback port, a payer in front of it, and our desk behind it."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import urllib3
import uvicorn
from fastapi import FastAPI, Request, Response
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from app.database import Database
from app.errors import MadoguchiError
from app.payments.desk import PaymentDesk
from app.payments.gateway import ReturnUrls
from app.payments.lines import PaymentLine
from app.payments.models import CheckoutAttempt, Payment
from app.payments.payjp import PayjpGateway
from app.payments.queries import get_payment
from app.payments.settings import PaymentsSettings
from app.payments.settlement import request_payment
from app.sandboxes.payjp.server import create_app
from app.sandboxes.payjp.settings import Rehearsal
from tests.conftest import NOW

SECRET_KEY, TOKEN = "sk_test_of_the_tests", "whook_of_the_tests"
MERCHANT = "https://town.example"


class Clock:
    """Stands still but for a millisecond at every look, as no two changes share a moment in reality."""

    def __init__(self) -> None:
        self.at = NOW
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self.at += timedelta(milliseconds=1)
            return self.at

    def advance(self, **by: float) -> None:
        with self._lock:
            self.at += timedelta(**by)


@dataclass
class Provider:
    """A running sandbox; `heard` are the notifications that reached the merchant, [headers, body, status]."""

    url: str
    clock: Clock
    app: FastAPI
    heard: list[tuple[dict[str, str], bytes, int]] = field(default_factory=list)
    desk: PaymentDesk | None = None

    @property
    def settings(self) -> PaymentsSettings:
        return PaymentsSettings(
            api_base=self.url,
            secret_key=SecretStr(SECRET_KEY),
            webhook_token=SecretStr(TOKEN),
            connect_seconds=2.0,
            read_seconds=5.0,
        )

    @property
    def charges(self) -> int:
        return int(self.get("/admin/state").json()["charges"])

    @property
    def pages(self) -> int:
        """How many checkouts were ever opened here."""
        return len(self.api("GET", "/v2/checkout/sessions?limit=100").json()["data"])

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return urllib3.request("GET", self._url(path), redirect=False, timeout=10.0)

    def post(self, path: str, /, **form: object) -> urllib3.BaseHTTPResponse:
        """As a browser without scripts does; redirects are not followed."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return urllib3.request(
            "POST", self._url(path), body=urlencode(form), headers=headers, redirect=False, timeout=10.0
        )

    def _url(self, path: str) -> str:
        return path if path.startswith("http") else self.url + path

    def api(self, method: str, path: str, body: Any = None, **headers: str) -> urllib3.BaseHTTPResponse:
        sent = {"Authorization": f"Bearer {SECRET_KEY}"} | headers
        return urllib3.request(method, self.url + path, json=body, headers=sent, timeout=10.0)

    def pay(self, page: str, *, answer: str = "approve", **form: object) -> urllib3.BaseHTTPResponse:
        """The payer's two taps: on the page, and at the bank."""
        typed = {"action": "pay", "number": "4242 4242 4242 4242", "expiry": "12/40", "code": "123"} | form
        asked = self.post(page, **typed)
        assert asked.status == 303
        if not asked.headers["Location"].endswith("/confirm"):
            return asked
        return self.post(asked.headers["Location"], action=answer)

    def settle_down(self) -> None:
        """Every notification that is due has been sent."""
        assert self.app.state.till.books.sender.drain()

    def lose_answers(self, fault: str, times: int = 1) -> None:
        self.post("/admin/switches", fault=fault, times=times)

    async def receive(self, request: Request) -> Response:
        body, headers = await request.body(), dict(request.headers)
        status = await run_in_threadpool(self._received, headers, body)
        self.heard.append((headers, body, status))
        return Response(status_code=status)

    def _received(self, headers: dict[str, str], body: bytes) -> int:
        if self.desk is None:
            return 200
        try:
            self.desk.receive(headers, body, now=self.clock())
        except MadoguchiError:
            return 403
        return 200


class Switchboard:
    """One server for all tests: starting and stopping one for each would take longer than the tests."""

    def __init__(self) -> None:
        self.app: FastAPI | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address at which it answers; it begins and ends without the app's hearing of it."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, ws="none", lifespan="off", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextmanager
def provider_behind(
    board: Switchboard, url: str, state: Path | None = None, clock: Clock | None = None
) -> Iterator[Provider]:
    """A sandbox of its own, and the merchant's webhook, until the end of the block."""
    clock = clock or Clock()
    app = create_app(
        state,
        public_url=url,
        webhook_url=f"{url}/merchant/webhook",
        webhook_token=TOKEN,
        secret_key=SECRET_KEY,
        rehearsal=Rehearsal(now=clock, hang_seconds=0.6),
    )
    provider = Provider(url, clock, app)
    app.post("/merchant/webhook")(provider.receive)
    board.app = app
    life, loop = app.router.lifespan_context(app), asyncio.new_event_loop()
    # In a thread of its own, for a test with a browser has a loop running already.
    with ThreadPoolExecutor(1) as living:
        living.submit(loop.run_until_complete, life.__aenter__()).result()
        try:
            yield provider
        finally:
            living.submit(loop.run_until_complete, life.__aexit__(None, None, None)).result()
            loop.close()


@contextmanager
def running_provider(state: Path | None = None, clock: Clock | None = None) -> Iterator[Provider]:
    """With a server of its own, for tests of more than one life."""
    board = Switchboard()
    with serving(board) as url, provider_behind(board, url, state, clock) as provider:
        yield provider


@dataclass
class Town:
    """Our side: a desk over a database, and what it was told of payments that came in."""

    database: Database
    desk: PaymentDesk
    clock: Clock
    paid: list[UUID]

    def ask_for(self, yen: int = 300) -> UUID:
        with self.database.write() as session:
            lines = [PaymentLine("住民票の写し", 1, yen)]
            payment = request_payment(session, uuid4(), "26-000123-X", lines, due_on=None, now=self.clock())
            return payment.id

    def page_for(self, payment_id: UUID) -> str:
        page = self.desk.pay(payment_id, now=self.clock())
        assert page is not None
        return page

    def payment(self, payment_id: UUID) -> Payment:
        with self.database.sessions() as session:
            payment = get_payment(session, payment_id)
            assert payment.history is not None
            return payment


def town_of(database: Database, provider: Provider, **settings: object) -> Town:
    paid: list[UUID] = []

    def on_paid(_session: Session, payment: Payment, _now: datetime) -> None:
        paid.append(payment.id)

    def return_urls(payment_id: UUID) -> ReturnUrls:
        return ReturnUrls(f"{MERCHANT}/pay/{payment_id}/return", f"{MERCHANT}/pay/{payment_id}")

    gateway = PayjpGateway(provider.settings.model_copy(update=settings))
    desk = PaymentDesk(database, gateway, return_urls, on_paid)
    provider.desk = desk
    return Town(database, desk, provider.clock, paid)


def attempts_of(town: Town, payment_id: UUID) -> list[CheckoutAttempt]:
    """In the order they were made."""
    made = select(CheckoutAttempt).where(CheckoutAttempt.payment_id == payment_id)
    with town.database.sessions() as session:
        return list(session.scalars(made.order_by(CheckoutAttempt.number)))


def id_of(page: str) -> str:
    """The provider's id of the checkout behind this address."""
    found = re.search(r"/checkout/(cs_\w+)", page)
    assert found is not None
    return found[1]
