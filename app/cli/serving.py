"""Running the service: in development with the rehearsal's card reader, payment provider and mailbox beside it.

One process serves from this one; several are children of it, which then only watches over them.
"""

import argparse
import asyncio
import logging
import signal
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from pydantic import BaseModel

from app.cli import demo
from app.cli.operations import faults_of_town, publish_catalog, say
from app.cli.several import serve_in_several
from app.database_server import refuse_unsafe
from app.jobs.alone import only_one
from app.jobs.runner import JobRunner
from app.main import create_app, open_office
from app.migrating import migrate
from app.sandboxes.clamd.server import ClamdSandbox
from app.sandboxes.ports import Ports, rehearsal_apps
from app.settings import Settings
from app.version import this_build
from app.watching import Watcher
from app.web.office import Office
from app.working import work

log = logging.getLogger("app")
Model = TypeVar("Model", bound=BaseModel)


def settings_for(port: int, data: Path) -> Settings:
    """What the environment says; where it is silent, the sandboxes on the ports that follow."""
    given = Settings()
    if given.is_production:
        return given
    ports = Ports(port)
    told: dict[str, Any] = {
        "auth": _silent(given.auth, digital_auth=_silent(given.auth.digital_auth, base_url=ports.card_url)),
        "payments": _silent(given.payments, api_base=ports.payments_url, page_origin=ports.payments_url),
        "notices": _silent(given.notices, smtp_port=ports.smtp),
        "files": _silent(given.files, virus_scan="clamd", clamd_address=f"127.0.0.1:{ports.scanner}"),
        "audit": _silent(given.audit, anchors=data / "audit-anchors.jsonl"),
    }
    return _silent(given, public_url=f"http://localhost:{port}").model_copy(update={**told, "data": data})


def _silent(given: Model, **fallback: Any) -> Model:
    """With these values where the environment says nothing."""
    unsaid = {name: value for name, value in fallback.items() if name not in given.model_fields_set}
    return given.model_copy(update=unsaid)


def serve(arguments: argparse.Namespace) -> int:
    """Raises AlreadyRunning when SQLite is served by another process."""
    arguments.data.mkdir(parents=True, exist_ok=True)
    settings = settings_for(arguments.port, arguments.data)
    alone = (
        only_one(settings.database, "service") if settings.database.startswith("sqlite") else nullcontext()
    )
    rehearses = not (settings.is_production or arguments.no_sandboxes)
    with alone:
        if rehearses:
            ClamdSandbox(
                Ports(arguments.port).scanner
            ).start()  # the demo town has photos, which are looked at
        _prepare(open_office(settings), settings, demo_wanted=arguments.demo)
        build = asdict(this_build(settings.commit))
        log.info("starting", extra={**build, "serves": settings.serves, "processes": settings.processes})
        _serve(settings, arguments, rehearses=rehearses)
    return 0


def _prepare(office: Office, settings: Settings, *, demo_wanted: bool) -> None:
    migrate(settings.database)
    refuse_unsafe(office.database, production=settings.is_production)
    catalog = publish_catalog(office.database)
    for fault in faults_of_town(office.town, catalog):
        log.warning("the file of the town: %s", fault)
    if demo_wanted and not settings.is_production:
        demo.fill(office)
    office.database.engine.dispose()


def _serve(settings: Settings, arguments: argparse.Namespace, *, rehearses: bool) -> None:
    apps = rehearsal_apps(settings, Ports(arguments.port)) if rehearses else {}
    beside = [_server(app, "127.0.0.1", port) for port, app in apps.items()]

    def announce() -> None:
        _announce(settings, arguments, sandboxes=rehearses)

    if settings.processes > 1:
        if beside:
            threading.Thread(
                target=lambda: asyncio.run(_serve_all(beside, lambda: None)), daemon=True
            ).start()
        serve_in_several(settings, arguments.port, announce)
        return
    own = _server(create_app(settings), settings.address, arguments.port)
    asyncio.run(_serve_all([own, *beside], announce))


def _server(app: Any, host: str, port: int) -> uvicorn.Server:
    # Whom to believe about addresses, `PROXIES` says, to all processes alike.
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False, proxy_headers=False
    )
    config.timeout_graceful_shutdown = 10
    return uvicorn.Server(config)


async def _serve_all(servers: list[uvicorn.Server], announce: Callable[[], None]) -> None:
    """One signal stops them all. `announce` is called when all of them answer."""

    async def wait() -> None:
        while not all(server.started for server in servers):
            await asyncio.sleep(0.05)
        announce()

    waiting = asyncio.create_task(wait())
    await asyncio.gather(*(server.serve() for server in servers))
    waiting.cancel()


def _announce(settings: Settings, arguments: argparse.Namespace, *, sandboxes: bool) -> None:
    say(f"\nMadoguchi: {settings.public_url}   staff: {settings.public_url}/staff/queue")
    if sandboxes:
        ports = Ports(arguments.port)
        say(
            f"rehearsal: mailbox {ports.mailbox_url}   payments {ports.payments_url}/admin   cards {ports.card_url}/admin"
        )
        say("rehearsal cards: choose a person on the card page; 水野 陽子's PIN is 1101")
    if arguments.demo:
        for login, what in demo.ACCOUNTS.items():
            say(f"staff account: {login} / {demo.PASSWORD}   ({what})")
    say("\nStop it with Ctrl+C.\n")


def run_worker(_arguments: argparse.Namespace) -> int:
    """Jobs in a process of their own, until it is told to stop."""
    settings = Settings()
    office = open_office(settings)
    refuse_unsafe(office.database, production=settings.is_production)
    runner = JobRunner(settings.database, lambda job: work(office, job), settings.jobs)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    watcher = Watcher(office)
    watcher.start()
    runner.start()
    stopping.wait()
    runner.stop()
    watcher.stop()
    return 0
