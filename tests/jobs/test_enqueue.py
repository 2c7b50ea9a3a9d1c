"""What one call writes, and what it never writes."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, inspect, text

from app.database import Database
from app.jobs.enqueue import enqueue
from app.jobs.kinds import JOB, DeliverNotice, Job
from app.jobs.queue import SCHEMA, TABLES

APP = Path(__file__).parent.parent.parent / "app"
KINDS = get_args(get_args(Job)[0])


def test_enqueueing_adds_two_statements(jobs_database: Database) -> None:
    """Must catch: a dearer library; a request may run twelve statements in all."""
    said: list[str] = []
    with jobs_database.write() as session:
        session.execute(text("SELECT 1"))
        event.listen(jobs_database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
        enqueue(session, DeliverNotice(notice_id=uuid4()))
    assert [statement.split()[0] for statement in said] == ["INSERT", "INSERT"]


def test_what_is_stored_is_json(sqlite_url: str, opened_database: Callable[[str], Database]) -> None:
    """Must catch: the library's default, pickle, which would run whatever is written into the table."""
    database = opened_database(sqlite_url)
    job = DeliverNotice(notice_id=uuid4())
    with database.write() as session:
        enqueue(session, job)
        stored = session.execute(text("SELECT inputs FROM workflow_input")).scalar_one()
    payload, attempt = json.loads(stored)["positionalArgs"]
    assert (JOB.validate_python(payload), attempt) == (job, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_job_holds_ids_only(kind: Any) -> None:
    """Must catch: names or answers in the job tables, which are not encrypted."""
    types = {name: field.annotation for name, field in kind.model_fields.items() if name != "kind"}
    assert set(types.values()) <= {UUID}
    assert all(name.endswith("_id") for name in types)


def test_the_library_is_imported_in_one_package_only() -> None:
    importing = {
        file.relative_to(APP).parts[0]
        for file in APP.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
        if name.split(".")[0] == "dbos"
    }
    assert importing == {"jobs"}


def test_the_library_s_tables_are_known_by_name(jobs_database: Database) -> None:
    """Must catch: a new version whose tables a migration would drop."""
    tables = inspect(jobs_database.engine)
    ours = {"job_executors"}
    if jobs_database.is_sqlite:
        assert set(tables.get_table_names()) == TABLES | ours
    else:
        assert set(tables.get_table_names()) == ours
        assert set(tables.get_table_names(SCHEMA)) >= TABLES
