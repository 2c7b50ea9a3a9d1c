"""From where the staff pages open, and whom to believe about it."""

import re
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from app.audit.models import AuditEntry
from app.audit.settings import AuditSettings
from app.auth.staff_settings import StaffSettings
from app.jobs.settings import JobsSettings
from app.main import create_app
from app.settings import Settings
from tests.hostile.routes import addresses_of
from tests.web.staff.making import Desk

OFFICE = StaffSettings(networks=(ip_network("192.0.2.0/24"), ip_network("2001:db8:1::/48")))
PROXY, SECOND_PROXY, STRANGER, DESK = "10.0.0.1", "10.0.0.2", "203.0.113.9", "192.0.2.44"


def app_with_proxies(desk: Desk, folder: Path) -> Any:
    proxies = (ip_network(f"{PROXY}/32"), ip_network(f"{SECOND_PROXY}/32"))
    audit = AuditSettings(anchors=folder / "anchors.jsonl")
    settings = Settings(
        data=folder, audit=audit, jobs=JobsSettings(embedded=False), staff=OFFICE, proxies=proxies
    )
    app = create_app(settings, desk.clock)
    app.state.office = replace(app.state.office, pages=desk.office.pages)
    return app


@pytest.fixture
def app(desk: Desk, tmp_path: Path) -> Any:
    built = app_with_proxies(desk, tmp_path)
    yield built
    built.state.office.database.engine.dispose()


def knocks(app: Any, peer: str, forwarded: str | None = None, **headers: str) -> int:
    client = TestClient(app, base_url="http://localhost:8000", client=(peer, 50_000))
    told = {**headers, **({"X-Forwarded-For": forwarded} if forwarded is not None else {})}
    return client.get("/staff/sign-in", headers=told).status_code


@pytest.mark.parametrize(
    ("peer", "forwarded", "status"),
    [
        (DESK, None, 200),
        ("2001:db8:1::7", None, 200),
        ("::ffff:192.0.2.44", None, 200),
        (STRANGER, None, 403),
        (PROXY, DESK, 200),
        (PROXY, STRANGER, 403),
        # What a stranger says of itself stands to the left of what the proxy adds.
        (PROXY, f"{DESK}, {STRANGER}", 403),
        (PROXY, f"{DESK}, {STRANGER}, {SECOND_PROXY}", 403),
        (PROXY, f"{STRANGER}, {DESK}, {SECOND_PROXY}", 200),
        # Nobody but a proxy is believed.
        (STRANGER, DESK, 403),
        (STRANGER, f"{DESK}, {PROXY}", 403),
        (DESK, STRANGER, 200),
        ("127.0.0.1", DESK, 403),
        # No address at all is in no network.
        (PROXY, "unknown", 403),
        (PROXY, "", 403),
        (PROXY, "192.0.2.44.evil.example", 403),
    ],
)
def test_the_staff_pages_open_from_the_office_only(
    app: Any, peer: str, forwarded: str | None, status: int
) -> None:
    """I-45c. Mutation: believe the header whoever sends it, or take the leftmost address."""
    assert knocks(app, peer, forwarded) == status


def test_other_headers_tell_nothing(app: Any) -> None:
    lies = {"Forwarded": f"for={DESK}", "X-Real-IP": DESK, "X-Client-IP": DESK, "True-Client-IP": DESK}
    assert knocks(app, STRANGER, **lies) == 403
    assert knocks(app, PROXY, STRANGER, **lies) == 403


def test_every_staff_page_is_behind_the_wall_and_no_other(app: Any) -> None:
    """I-45c. Mutation: look at the place on the page of the door only."""
    client = TestClient(app, base_url="http://localhost:8000", client=(STRANGER, 1), follow_redirects=False)
    staff = [each for each in addresses_of(app) if each.path.startswith("/staff")]
    assert len(staff) > 40
    for each in staff:
        path = re.sub("{[a-z_]+}", str(uuid4()), each.path)
        assert client.request(each.method, path).status_code == 403, each.path
    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_the_refusal_is_a_plain_page_and_one_entry_without_anybody(app: Any, desk: Desk) -> None:
    client = TestClient(app, base_url="http://localhost:8000", client=(STRANGER, 1))
    for _ in range(5):
        page = client.get("/staff/sign-in")
        assert "職員の画面は、役場の中からだけ開けます。" in page.text
    with desk.office.database.read() as session:
        entries = session.query(AuditEntry).where(AuditEntry.action == "refuse_place").all()
        assert [(each.actor_kind, each.actor_id, each.fields) for each in entries] == [
            ("anonymous", None, [])
        ]
        assert STRANGER not in repr([vars(each) for each in entries])


def test_failures_are_counted_by_the_same_address(app: Any, desk: Desk) -> None:
    """I-45c. Mutation: count by the proxy's address; one wrong typist then shuts out the whole office."""
    for number in range(6):
        client = TestClient(app, base_url="http://localhost:8000", client=(PROXY, 1))
        client.headers["X-Forwarded-For"] = DESK if number < 5 else "192.0.2.45"
        page = client.get("/staff/sign-in")
        token = page.text.partition('name="form_token" value="')[2].partition('"')[0]
        sent = {"form_token": token, "login": "nobody", "password": "wrong"}
        assert client.post("/staff/sign-in", data=sent).status_code == 422
    client.headers["X-Forwarded-For"] = DESK
    assert client.post("/staff/sign-in", data=sent).status_code == 429


def test_production_wants_the_networks_said() -> None:
    """Empty may be forgotten; everywhere can be said."""
    assert len(StaffSettings().faults_in_production()) == 1
    everywhere = StaffSettings(networks=(ip_network("0.0.0.0/0"), ip_network("::/0")))
    assert everywhere.faults_in_production() == []
    assert all(everywhere.admits(each) for each in (DESK, STRANGER, "2001:db8::1"))
    assert not everywhere.admits("unknown")
    assert StaffSettings().asks_second_factor(production=True)
    assert not StaffSettings().asks_second_factor(production=False)
    assert not StaffSettings(second_factor="optional").asks_second_factor(production=True)
    assert StaffSettings(second_factor="required").asks_second_factor(production=False)
