"""Running the service: in development with the rehearsal's card reader, payment provider and mailbox beside it."""

import argparse
import asyncio
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from app.cli import demo
from app.cli.operations import publish_catalog, say
from app.jobs.runner import JobRunner
from app.main import create_app, open_office
from app.migrating import migrate
from app.sandboxes.clamd.server import ClamdSandbox
from app.sandboxes.ports import Ports, rehearsal_apps
from app.settings import Settings
from app.working import work


def settings_for(port: int, data: Path) -> Settings:
    """What the environment says; where it is silent, the sandboxes on the ports that follow."""
    given = Settings()
    if given.is_production:
        return given
    ports = Ports(port)
    told: dict[str, Any] = {"data": data, "public_url": f"http://localhost:{port}"}
    told["auth"] = given.auth.model_copy(update={"card_url": ports.card_url})
    told["payments"] = given.payments.model_copy(
        update={"api_base": ports.payments_url, "page_origin": ports.payments_url}
    )
    told["notices"] = given.notices.model_copy(update={"smtp_port": ports.smtp})
    told["files"] = given.files.model_copy(
        update={"virus_scan": "clamd", "clamd_address": f"127.0.0.1:{ports.scanner}"}
    )
    told["audit"] = given.audit.model_copy(update={"anchors": data / "audit-anchors.jsonl"})
    return given.model_copy(update=told)


def serve(arguments: argparse.Namespace) -> int:
    arguments.data.mkdir(parents=True, exist_ok=True)
    settings = settings_for(arguments.port, arguments.data)
    migrate(settings.database)
    rehearses = not (settings.is_production or arguments.no_sandboxes)
    if rehearses:
        ClamdSandbox(Ports(arguments.port).scanner).start()  # the demo town has photos, which are looked at
    office = open_office(settings)
    publish_catalog(office.database)
    if arguments.demo and not settings.is_production:
        demo.fill(office)
    apps = rehearsal_apps(settings, Ports(arguments.port)) if rehearses else {}
    host = "0.0.0.0" if settings.is_production else "127.0.0.1"  # noqa: S104  (a container's own interface)
    servers = [_server(create_app(settings), host, arguments.port)]
    servers += [_server(app, "127.0.0.1", port) for port, app in apps.items()]
    asyncio.run(_serve_all(servers, lambda: _announce(settings, arguments, sandboxes=bool(apps))))
    return 0


def _server(app: Any, host: str, port: int) -> uvicorn.Server:
    config = uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False, server_header=False)
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
        say(f"rehearsal: mailbox {ports.mailbox_url}   payments {ports.payments_url}/admin")
        say("rehearsal cards: choose a person on the card page; 水野 陽子's PIN is 1101")
    if arguments.demo:
        for login, what in demo.ACCOUNTS.items():
            say(f"staff account: {login} / {demo.PASSWORD}   ({what})")
    say("\nStop it with Ctrl+C.\n")


def run_worker(_arguments: argparse.Namespace) -> int:
    """Jobs in a process of their own, until it is told to stop."""
    settings = Settings()
    office = open_office(settings)
    runner = JobRunner(settings.database, lambda job: work(office, job), settings.jobs)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    runner.start()
    stopping.wait()
    runner.stop()
    return 0
