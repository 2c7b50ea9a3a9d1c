"""How many SQL statements a request costs, counted inside the service."""

from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from app.main import create_app
from app.settings import Settings
from bench.client import Answer
from bench.town import Town

UNCOUNTED = ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")


def counted(engine: Engine, act: Callable[[], Any]) -> int:
    """SELECT, INSERT, UPDATE and DELETE while `act` runs."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(UNCOUNTED):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def count_statements(settings: Settings, town: Town, submittable: str) -> dict[str, int]:
    """Each page is asked once before, so that caches are filled as in a running service."""
    service = create_app(settings)
    engine = service.state.office.database.engine
    resident = TestClient(service, base_url=settings.public_url, cookies={"sid": town.resident_cookie})
    officer = TestClient(service, base_url=settings.public_url, cookies={"staff": town.staff_cookie})
    sent = {"form_token": town.form_token}
    pages: dict[str, Callable[[], Any]] = {
        "show step": lambda: resident.get(town.step_path),
        "save step": lambda: resident.post(town.step_path, data=town.fields | sent, follow_redirects=False),
        "staff queue": lambda: officer.get("/staff/queue"),
    }
    for ask in pages.values():
        ask()
    found = {name: counted(engine, ask) for name, ask in pages.items()}
    check = resident.get(f"/apply/{submittable}/check")
    last = Answer(check.status_code, "", check.content).hidden_fields | {"consent_truth": "yes"}
    path = f"/apply/{submittable}/submit"
    found["submit"] = counted(engine, lambda: resident.post(path, data=last, follow_redirects=False))
    engine.dispose()
    return found
