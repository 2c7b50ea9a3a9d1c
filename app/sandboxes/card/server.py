"""The rehearsal's identity provider as an ASGI app: what デジタル認証アプリ speaks, for invented people."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI
from fastapi.responses import FileResponse

from app import clock
from app.errors import SandboxInProduction
from app.sandboxes.card.admin import AdminPages, admin_routes
from app.sandboxes.card.cards import Cards
from app.sandboxes.card.desk_reader import DeskReader, next_reader_fault
from app.sandboxes.card.endpoints import Endpoints
from app.sandboxes.card.faults import Faults, next_fault
from app.sandboxes.card.generations import Generations
from app.sandboxes.card.id_tokens import IdTokens
from app.sandboxes.card.memory import Memory
from app.sandboxes.card.pages import HERE, headers_for
from app.sandboxes.card.person_pages import PersonPages
from app.sandboxes.card.personas import read_personas
from app.sandboxes.card.problems import OAuthProblem, tell_problem
from app.sandboxes.card.provider import Provider
from app.sandboxes.card.reader import Reader
from app.sandboxes.card.settings import PROTOCOL, CardSandbox
from app.sandboxes.card.sign_faults import next_sign_fault
from app.sandboxes.card.sign_pages import SignPages
from app.sandboxes.card.sign_transactions import SignTransactions


def create_card_app(setting: CardSandbox, now: Callable[[], datetime] = clock.now) -> FastAPI:
    """Raises SandboxInProduction where real people are."""
    if setting.production:
        raise SandboxInProduction("the sandbox of cards cannot identify real people")
    provider = provider_of(setting)
    faults = next_fault(provider.memory)
    people, endpoints = PersonPages(provider, faults, now), Endpoints(provider, now)
    app = FastAPI(title="Sandbox of cards", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.provider, app.state.faults = provider, faults
    app.middleware("http")(headers_for(setting.service_origin))
    app.add_exception_handler(OAuthProblem, tell_problem)
    app.get(f"{PROTOCOL}/auth")(people.authorize)
    app.post(f"{PROTOCOL}/token")(endpoints.token)
    app.get(f"{PROTOCOL}/userinfo")(endpoints.userinfo)
    app.get(f"{PROTOCOL}/certs")(endpoints.certs)
    app.get("/consent")(people.ask_consent)
    app.get("/pin")(people.ask_pin)
    app.post("/pin")(people.enter_pin)
    app.post("/cancel")(people.cancel)
    app.post("/unlock")(people.unlock)
    app.get("/jpki/{identifier}.crl")(endpoints.revocations)
    app.get("/jpki/{purpose}.pem")(endpoints.roots)
    _let_sign(app, provider, now)
    _let_administer(app, provider, faults, now)
    app.get("/health")(lambda: {"ok": True})
    app.get("/card.css")(lambda: FileResponse(HERE / "card.css", media_type="text/css"))
    return app


def _let_administer(app: FastAPI, provider: Provider, faults: Faults, now: Callable[[], datetime]) -> None:
    desk_reader = DeskReader(provider, next_reader_fault(provider.memory), now)
    app.post("/readings")(desk_reader.read)
    admin = AdminPages(provider, faults, next_sign_fault(provider.memory), desk_reader, now)
    app.include_router(admin_routes(admin))


def _let_sign(app: FastAPI, provider: Provider, now: Callable[[], datetime]) -> None:
    transactions = SignTransactions(provider, now)
    pages = SignPages(provider, transactions, next_sign_fault(provider.memory), now)
    app.post("/api/sign-transactions")(transactions.begin)
    app.get("/api/sign-transactions/{transaction}/result")(transactions.result)
    app.get("/sign-pin")(pages.ask_pin)
    app.post("/sign-pin")(pages.enter_pin)
    app.post("/sign-cancel")(pages.cancel)


def provider_of(setting: CardSandbox) -> Provider:
    memory = Memory(setting.memory)
    cards = Cards(read_personas(setting.households), Reader(memory), Generations(setting, memory))
    return Provider(setting, memory, cards, IdTokens(memory))
