"""The service put together: one office, the pages it is there for, its headers, and the jobs beside it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime
from uuid import UUID

import anyio
from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app import clock
from app.adapters import open_doors, vault_of
from app.applications import queries, settling
from app.audit.chain import install as install_audit
from app.auth.staff_idp import StaffIdp
from app.database import Database
from app.documents.stamp import Stamp
from app.errors import NotFound
from app.jobs.runner import JobRunner
from app.municipality.loading import load_municipality
from app.municipality.town import Municipality
from app.parameters.book import TownBook
from app.payments.desk import PaymentDesk
from app.payments.gateway import PaymentGateway, ReturnUrls
from app.payments.queries import list_joined
from app.settings import ROOT, Misconfigured, Settings
from app.templating import build_environment
from app.vault import Vault
from app.version import this_build
from app.watching import Follower, Watcher
from app.web import api, counter, errors
from app.web.observing import Figures, Observed
from app.web.office import Doors, Office
from app.web.resident import FOR_ALL
from app.web.resident import ROUTERS as RESIDENT
from app.web.security import SecurityHeaders
from app.web.staff import ROUTERS as STAFF
from app.web.stalling import LetGoOfTheStalled
from app.web.static import Assets, static_files
from app.web.webhooks import ROUTERS as WEBHOOKS
from app.working import work

REHEARSAL = "これは練習用の環境です。入力した内容は、町に届きません。"


def open_office(settings: Settings, now: Callable[[], datetime] = clock.now) -> Office:
    """Raises Misconfigured, also when production is said and a rehearsal value is left."""
    _refuse_faults(settings)
    database, doors = _open(settings, now)
    assets = Assets(ROOT / "static")
    book = TownBook(database, load_municipality(settings.municipality), now)
    return Office(
        database=database,
        doors=doors,
        desk=_desk(database, doors.payments, settings.public_url, settings.phones_url),
        book=book,
        stamp=_stamp(settings, book.file_town),
        pages=build_environment(ROOT / "templates", ROOT / "locale", assets.url),
        assets=assets,
        auth=settings.auth,
        staff=settings.staff,
        audit=settings.audit,
        limits=settings.files.limits,
        clock=now,
        public_url=settings.public_url,
        secret=settings.auth.keys.form_tokens,
        payment_origin=settings.payments.page_origin,
        build=this_build(settings.commit),
        serves=settings.serves,
        phones_url=settings.phones_url,
        banners=() if settings.is_production else (REHEARSAL,),
        metrics_token=settings.metrics_token.get_secret_value(),
        staff_idp=_staff_idp(settings, now),
        asks_second_factor=settings.staff.asks_second_factor(production=settings.is_production),
    )


def _open(settings: Settings, now: Callable[[], datetime]) -> tuple[Database, Doors]:
    vault = vault_of(settings)
    return _open_database(settings, vault), open_doors(settings, vault, now)


def _staff_idp(settings: Settings, now: Callable[[], datetime]) -> StaffIdp | None:
    return StaffIdp(settings.staff_oidc, now) if settings.staff_oidc.issuer else None


def _refuse_faults(settings: Settings) -> None:
    faults = settings.contradictions() + (settings.faults_in_production() if settings.is_production else [])
    if faults:
        raise Misconfigured("\n".join(faults))


def _open_database(settings: Settings, vault: Vault) -> Database:
    database = Database(settings.database, vault, pool_size=settings.threads + 4)
    install_audit(database.sessions, settings.audit.sealing_keys)
    return database


def _stamp(settings: Settings, town: Municipality) -> Stamp:
    return Stamp(settings.documents.signer, town.local_government_code, _page_to_check_at(settings))


def _page_to_check_at(settings: Settings) -> str:
    """None in the office: its PUBLIC_URL is the town hall's own, and must not get onto a paper."""
    return "" if settings.serves == "office" else f"{settings.public_url}/verify"


def _desk(database: Database, gateway: PaymentGateway, public_url: str, phones_url: str) -> PaymentDesk:
    joint_page = f"{phones_url or public_url}/screen/paid"

    def return_urls(payment_id: UUID) -> ReturnUrls:
        with database.read() as session:
            application = queries.find_by_payment(session, payment_id)
            number = application.reference_number if application else None
            if list_joined(session, payment_id):
                return ReturnUrls(paid=joint_page, left=joint_page)
        if number is None:
            raise NotFound
        page = f"{public_url}/my/{number}/pay"
        return ReturnUrls(paid=f"{page}?returned=1", left=f"{page}?left=1")

    return PaymentDesk(database, gateway, return_urls, settling.fee_settled)


def create_app(settings: Settings, now: Callable[[], datetime] = clock.now) -> FastAPI:
    """Without a schema page and without docs: what is public is pages."""
    office = open_office(settings, now)
    app = FastAPI(lifespan=_lifespan(settings, office), docs_url=None, redoc_url=None, openapi_url=None)
    app.state.office, app.state.figures = office, Figures(settings.prometheus_multiproc_dir)
    for router in _routers(settings, office):
        app.include_router(router)
    errors.install(app)
    app.add_middleware(LetGoOfTheStalled, seconds=settings.stalled_seconds)
    app.add_middleware(errors.LastResort)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=6)
    app.add_middleware(SecurityHeaders, public_url=settings.public_url)
    app.add_middleware(Observed, figures=app.state.figures)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[str(each) for each in settings.proxies])
    return app


def _routers(settings: Settings, office: Office) -> tuple[APIRouter, ...]:
    """What is for others is not there at all: no slip of a policy can open what was never registered."""
    pages = {
        "all": (*RESIDENT, *STAFF, *counter.STAFF, *counter.SCREEN, *WEBHOOKS, *api.ROUTERS),
        "public": (*RESIDENT, *counter.SCREEN, *WEBHOOKS, *api.ROUTERS),
        "office": (*STAFF, *counter.STAFF, *counter.SCREEN, *FOR_ALL),
        "worker": (),
    }[settings.serves]
    watched = (api.HEALTH, api.METRICS) if office.metrics_token else (api.HEALTH,)
    return (*pages, *watched, static_files(office.assets))


def _lifespan(settings: Settings, office: Office) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        async with AsyncExitStack() as closing:
            if settings.jobs.ticking:
                for watcher in (Watcher(office), Follower(office)):
                    watcher.start()
                    closing.push_async_callback(run_in_threadpool, watcher.stop)
            if settings.runs_jobs:
                runner = JobRunner(settings.database, lambda job: work(office, job), settings.jobs)
                await run_in_threadpool(runner.start)
                closing.push_async_callback(run_in_threadpool, runner.stop)
            yield
        office.doors.close()
        office.database.engine.dispose()

    return lifespan
