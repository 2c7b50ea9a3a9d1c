"""The service inside this process: how many SQL statements a request costs, and where its time goes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from app.main import create_app
from app.settings import Settings
from bench.client import Answer
from bench.stages import time_stages
from bench.town import Town

UNCOUNTED = ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")
TIMES = 150

Ask = Callable[[], Any]


@dataclass(frozen=True)
class Inside:
    """Page → SQL statements, and page → stage → milliseconds, of one request."""

    statements: dict[str, int]
    stages: dict[str, dict[str, float]]


def counted(engine: Engine, act: Ask) -> int:
    """SELECT, INSERT, UPDATE and DELETE while `act` runs."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(UNCOUNTED):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def look_inside(settings: Settings, town: Town, drafts: list[str]) -> Inside:
    """`drafts` are submitted, one a time. Each page is asked before it counts, so that caches are filled."""
    service = create_app(settings)
    database = service.state.office.database
    pages = _pages(service, settings, town)
    for ask in pages.values():
        ask()
    stages = time_stages(database, pages, TIMES)
    statements = {name: counted(database.engine, ask) for name, ask in pages.items()}
    submit = _submission(service, settings, town, drafts)
    stages |= time_stages(database, {"submit": submit}, len(drafts) - 2, before=1)
    statements["submit"] = counted(database.engine, submit)
    database.engine.dispose()
    return Inside(statements, stages)


def _pages(service: FastAPI, settings: Settings, town: Town) -> dict[str, Ask]:
    resident = TestClient(service, base_url=settings.public_url, cookies={"sid": town.resident_cookie})
    officer = TestClient(service, base_url=settings.public_url, cookies={"staff": town.staff_cookie})
    fields = town.fields | {"form_token": town.form_token}
    return {
        "show step": lambda: resident.get(town.step_path),
        "save step": lambda: resident.post(town.step_path, data=fields, follow_redirects=False),
        "staff queue": lambda: officer.get("/staff/queue"),
    }


def _submission(service: FastAPI, settings: Settings, town: Town, drafts: list[str]) -> Ask:
    resident = TestClient(service, base_url=settings.public_url, cookies={"sid": town.resident_cookie})
    check = resident.get(f"/apply/{drafts[0]}/check")
    fields = Answer(check.status_code, "", check.content).hidden_fields | {"consent_truth": "yes"}
    left: Iterator[str] = iter(drafts)
    return lambda: resident.post(f"/apply/{next(left)}/submit", data=fields, follow_redirects=False)
