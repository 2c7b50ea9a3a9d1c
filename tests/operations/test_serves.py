"""One program, three services: each registers its own pages and nothing of the others."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Misconfigured, Settings
from app.web.policies import Audience
from tests.operations.making import URL, a_furnished_app
from tests.postgres import PostgresServer

NOWHERE = "postgresql+psycopg://nobody@/nothing"  # never connected to


def addresses(serves: str, folder: Path, **more: object) -> set[str]:
    settings = Settings.model_validate({"data": folder, "database_url": NOWHERE, "serves": serves, **more})
    return {str(route.path) for route in iter_route_contexts(create_app(settings).routes)}


def test_the_public_service_knows_no_staff_page(tmp_path: Path) -> None:
    """I-35, I-42. Must catch: staff pages within reach of the internet, closed by nothing but their policy."""
    public, everything = addresses("public", tmp_path), addresses("all", tmp_path)
    assert public == {path for path in everything if not path.startswith("/staff")}


def test_the_office_knows_staff_pages_and_what_all_pages_need(tmp_path: Path) -> None:
    """I-35. Must catch: pages that take applications, or the provider's notifications, inside the town hall."""
    office, everything = addresses("office", tmp_path), addresses("all", tmp_path)
    shared = {"/display", "/privacy", "/site-policy", "/accessibility", "/contact", "/healthz"}
    about = {path for path in office if path == "/design"}  # stands in the module of the small print
    assert office - about == {path for path in everything if path.startswith(("/sta", "/screen"))} | shared


def test_a_worker_has_no_pages(tmp_path: Path) -> None:
    """Must catch: a worker that answers residents, beside the limits of the web processes."""
    assert addresses("worker", tmp_path) == {"/healthz", "/static/{digest}/{name}"}


def test_a_page_of_the_other_audience_is_not_found(tmp_path: Path, postgres: PostgresServer) -> None:
    """Must catch: a door to sign in by (303) where there is no such house at all (404)."""
    app = a_furnished_app(tmp_path, serves="office", database_url=postgres.create_database())
    with TestClient(app, base_url=URL) as client:
        assert client.get("/staff/sign-in").status_code == 200
        for path in ("/", "/my", "/apply/x/check", "/webhooks/payjp", "/api/v1/procedures"):
            assert client.get(path, follow_redirects=False).status_code == 404
        # Whoever is lost in the office is shown the office's way, not the residents'.
        assert 'href="/staff"' in client.get("/my").text
        assert 'href="/my"' not in client.get("/my").text


def test_every_link_of_a_staff_page_leads_somewhere_in_the_office(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """Must catch: the small print at the end of each page, left behind in the public service."""
    app = a_furnished_app(tmp_path, serves="office", database_url=postgres.create_database())
    with TestClient(app, base_url=URL) as client:
        page = client.get("/staff/sign-in").text
        links = {part.partition('"')[0] for part in page.split('href="')[1:]}
        inside = sorted(link for link in links if link.startswith("/"))
        assert len(inside) > 5
        assert {link: client.get(link).status_code for link in inside} == dict.fromkeys(inside, 200)
        shown = client.post("/display", data={"mode": "large", "back": "/staff/sign-in"})
        assert shown.status_code == 200


@pytest.mark.parametrize(("serves", "embedded", "runs"), [
    ("all", True, True), ("all", False, False), ("public", True, False),
    ("office", True, False), ("worker", False, True),
])  # fmt: skip
def test_jobs_run_where_they_belong(serves: str, embedded: bool, runs: bool) -> None:
    """Must catch: jobs in the public service, or a worker that does none."""
    settings = Settings.model_validate({"serves": serves, "jobs": {"embedded": embedded}})
    assert settings.runs_jobs is runs


@pytest.mark.parametrize("told", [{"serves": "public"}, {"serves": "worker"}, {"processes": 2}])
def test_sqlite_refuses_to_be_shared(tmp_path: Path, told: dict[str, object]) -> None:
    """I-35. Must catch: two processes that write to one SQLite file, each believing that it queues."""
    with pytest.raises(Misconfigured, match=r"SQLite serves one process.*PostgreSQL"):
        create_app(Settings.model_validate({"data": tmp_path, **told}))


def test_a_worker_is_one_process(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="a worker is one process"):
        addresses("worker", tmp_path, processes=2)


def test_the_same_routes_stand_in_the_public_and_the_whole_service(tmp_path: Path) -> None:
    """I-35. Must catch: a policy that depends on where a page is served."""

    def policies(app: FastAPI) -> dict[tuple[str, str], object]:
        found = iter_route_contexts(app.routes)
        return {(str(each.path), str(each.methods)): each.endpoint.__policy__ for each in found}

    made = {
        serves: policies(
            create_app(Settings.model_validate({"data": tmp_path, "database_url": NOWHERE, "serves": serves}))
        )
        for serves in ("all", "public", "office")
    }
    assert made["public"].items() <= made["all"].items()
    assert made["office"].items() <= made["all"].items()
    assert not [each for each in made["public"].values() if each.audience is Audience.STAFF]  # type: ignore[attr-defined]
