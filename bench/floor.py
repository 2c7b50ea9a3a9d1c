"""The floor: what a page costs when a web server does nothing but the unavoidable. Frozen: do not tune it.

show = one Core SELECT and the same template; save = parse the same form, one Core UPDATE, commit, 303.
The context of the template is caught once, from the service's own answer. Run by bench/run.py.
"""

import json
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio
import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.testclient import TestClient
from sqlalchemy import Connection, LargeBinary, Uuid, column, create_engine, event, select, table, update
from starlette.datastructures import FormData

from app.main import create_app
from app.settings import Settings
from bench.town import Town

THREADS = 8
APPLICATION = table("application", column("id", Uuid()), column("answers", LargeBinary()), column("lock"))


def catch_page(settings: Settings, town: Town) -> tuple[Any, dict[str, Any]]:
    """The template of the step page and what the service drew it from."""
    service = create_app(settings)
    template_class = service.state.office.pages.template_class
    drawn: list[tuple[Any, dict[str, Any]]] = []
    render = template_class.render

    def remember(template: Any, *arguments: Any, **more: Any) -> Any:
        drawn.append((template, dict(*arguments, **more)))
        return render(template, *arguments, **more)

    template_class.render = remember
    browser = TestClient(service, base_url=settings.public_url, cookies={"sid": town.resident_cookie})
    answer = browser.get(town.step_path)
    template_class.render = render
    assert answer.status_code == 200, answer.text
    service.state.office.database.engine.dispose()
    return drawn[0]


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN"
    )


async def parsed(request: Request) -> FormData:
    return await request.form()


@asynccontextmanager
async def narrow(_floor: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def create_floor(settings: Settings, town: Town) -> FastAPI:
    template, context = catch_page(settings, town)
    engine = create_engine(settings.database)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    writing, writer = engine.execution_options(write=True), threading.Lock()
    key = UUID(town.application_id)
    floor = FastAPI(lifespan=narrow)

    @floor.get("/show")
    def show() -> HTMLResponse:
        with engine.begin() as connection:
            connection.execute(select(APPLICATION).where(APPLICATION.c.id == key)).one()
        return HTMLResponse(template.render(context))

    @floor.post("/save")
    def save(form: FormData = Depends(parsed)) -> RedirectResponse:  # noqa: B008
        answers = json.dumps(dict(form.items())).encode()
        with writer, writing.begin() as connection:
            connection.execute(update(APPLICATION).where(APPLICATION.c.id == key).values(answers=answers))
        return RedirectResponse("/show", 303)

    return floor


if __name__ == "__main__":
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    floor = create_floor(
        Settings(data=folder, public_url=f"http://localhost:{port}"), Town.read(folder / "town.json")
    )
    uvicorn.run(floor, host="127.0.0.1", port=port, log_level="error", access_log=False)
