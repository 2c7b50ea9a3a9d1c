"""What operators see of a request: an id, a line, and figures. Of the person behind it they see nothing."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from app.audit.anchors import write_anchor
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.database import Database
from app.files.kinds import FileKind
from app.files.models import ScanState, StoredFile
from app.jobs.enqueue import enqueue
from app.jobs.kinds import SweepDrafts
from app.language import Language
from app.logs import JsonLines
from app.main import create_app
from app.notices.kinds import NoticeKind, NoticeState
from app.notices.models import Notice
from app.settings import Settings
from tests.operations.making import URL, a_furnished_app, settings_in

TOKEN = "a-token-of-thirty-two-characters!"
PERSONAL = re.compile(r"R\d+-\d|[0-9a-f]{8}-[0-9a-f]{4}|/my/[^{]")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = a_furnished_app(tmp_path_factory.mktemp("service"), metrics_token=TOKEN)
    with TestClient(app, base_url=URL) as opened:
        yield opened


@pytest.fixture
def database(client: TestClient) -> Database:
    found: Database = client.app.state.office.database  # type: ignore[attr-defined]
    return found


def figures(client: TestClient) -> dict[str, float]:
    """Name and labels → value, as Prometheus itself would read it."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    families = text_string_to_metric_families(answer.text)
    return {
        f"{sample.name}{json.dumps(sample.labels, sort_keys=True)}": sample.value
        for family in families
        for sample in family.samples
    }


def requests(client: TestClient, route: str, status: int, method: str = "GET") -> float:
    labels = json.dumps({"method": method, "route": route, "status": str(status)}, sort_keys=True)
    return figures(client).get(f"madoguchi_requests_total{labels}", 0)


def test_requests_are_counted_by_template_and_status(client: TestClient) -> None:
    """I-87b. Must catch: the number of a case as a label, which a thousand people may read, and which never ends."""
    before = requests(client, "/my/{number}/receipt", 303), requests(client, "none", 404)
    client.get("/my/R8-000123-4/receipt", follow_redirects=False)
    client.get("/my/R8-000124-7/receipt", follow_redirects=False)
    client.get("/wp-login.php")
    assert requests(client, "/my/{number}/receipt", 303) == before[0] + 2
    assert requests(client, "none", 404) == before[1] + 1
    assert not PERSONAL.search(" ".join(figures(client)))


def test_a_made_up_method_makes_no_label_of_its_own(client: TestClient) -> None:
    """Must catch: a stranger who fills the memory with methods that nobody has heard of."""
    client.request("BREW", "/")
    client.request("PROPFIND", "/")
    assert not [name for name in figures(client) if "BREW" in name or "PROPFIND" in name]
    assert requests(client, "/", 405, "other") == 2


def test_the_figures_are_for_those_who_know_the_token(client: TestClient) -> None:
    """I-87b. Must catch: figures of the town in the hands of whoever asks."""
    for told in ("", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer ü"):
        assert client.get("/metrics", headers={"Authorization": told.encode()}).status_code == 404
    assert client.get("/metrics").status_code == 404


def test_without_a_token_there_is_no_such_page(tmp_path: Path) -> None:
    """I-87b. Must catch: an empty token that opens the page to an empty proof."""
    with TestClient(a_furnished_app(tmp_path), base_url=URL) as client:
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
        assert client.get("/metrics").headers["content-type"].startswith("text/html")


def test_a_short_token_is_refused_in_production() -> None:
    short = Settings.model_validate({"metrics_token": "short"}).faults_in_production()
    long = Settings.model_validate({"metrics_token": TOKEN}).faults_in_production()
    assert [fault for fault in short if fault.startswith("METRICS_TOKEN")]
    assert not [fault for fault in long if fault.startswith("METRICS_TOKEN")]


def test_what_lies_around_is_counted(client: TestClient, database: Database) -> None:
    """Must catch: mail that nobody sends, files that nobody scans, and no figure that moves."""
    before = figures(client)
    now = client.app.state.office.clock()  # type: ignore[attr-defined]
    with database.write() as session:
        for state, hours in ((NoticeState.CREATED, 0), (NoticeState.CREATED, 7), (NoticeState.FAILED, 1)):
            made = now - timedelta(hours=hours)
            session.add(
                Notice(
                    subject_id=uuid4(), kind=NoticeKind.ARRIVED, to_address="a@town.example", language=Language.JAPANESE,
                    state=state, created_at=made,
                )
            )  # fmt: skip
        session.add_all(
            a_file(state, now) for state in (ScanState.PENDING, ScanState.INFECTED, ScanState.CLEAN)
        )
    after = figures(client)
    grown = {name: after[name] - before[name] for name in after if name.endswith("{}") and name in before}
    grown = {name: by for name, by in grown.items() if "_seconds" not in name}  # ages grow by themselves
    assert {name: by for name, by in grown.items() if by} == {
        "madoguchi_notices_unsent{}": 2,
        "madoguchi_notices_failed{}": 2,
        "madoguchi_files_unscanned{}": 1,
        "madoguchi_files_infected{}": 1,
    }


def a_file(state: ScanState, now: object) -> StoredFile:
    return StoredFile(
        subject_id=uuid4(), question_key="photos", position=1, display_name="家.jpg", media_type=FileKind.JPEG,
        size_bytes=1, sha256=uuid4().hex, copy_key=uuid4().hex, scan_state=state, received_at=now,
    )  # fmt: skip


def test_jobs_that_wait_are_counted(client: TestClient, database: Database) -> None:
    """Must catch: a worker that died on Friday, and nobody who hears of it before Monday."""
    before = figures(client)
    with database.write() as session:
        enqueue(session, SweepDrafts())
    after = figures(client)
    assert after["madoguchi_jobs_waiting{}"] == before["madoguchi_jobs_waiting{}"] + 1
    assert after["madoguchi_jobs_oldest_seconds{}"] >= 0


def test_the_age_of_the_anchor_is_told_once_there_is_one(client: TestClient, database: Database) -> None:
    """Must catch: an age of nothing where the chain was never anchored, which no alarm would mind."""
    name = "madoguchi_audit_anchor_age_seconds{}"
    assert name not in figures(client)
    office = client.app.state.office  # type: ignore[attr-defined]
    with database.write() as session:
        record(session, AuditEvent(office.clock(), "system", None, "tested", "nothing"))
    with database.read() as session:
        write_anchor(session, office.audit.anchors, now=office.clock() - timedelta(hours=2))
    assert 7200 <= figures(client)[name] < 7260


def test_it_says_which_program_it_is(client: TestClient) -> None:
    """I-66. Must catch: two hosts on two versions, and no way to see it."""
    told = client.get("/healthz").json()
    assert told["version"]
    assert told["serves"] == "all"
    (build,) = [name for name in figures(client) if name.startswith("madoguchi_build_info")]
    assert json.loads(build.removeprefix("madoguchi_build_info"))["commit"] == told["commit"]


def test_every_answer_carries_its_own_id(client: TestClient) -> None:
    """Must catch: an id that a caller chooses, and with it another person's lines in the log."""
    given = str(uuid4())
    answers = [
        client.get("/", headers={"X-Request-Id": given}),
        client.get("/nowhere"),
        client.get("/healthz"),
    ]
    ids = {UUID(answer.headers["x-request-id"]) for answer in answers}
    assert len(ids) == 3
    assert UUID(given) not in ids


def test_each_request_is_one_line_without_its_number(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """I-87b. Must catch: a path with a case's number, or a question mark and what follows, in the access log."""
    with caplog.at_level(logging.INFO, "app.access"):
        answer = client.get("/my/R8-000123-4?phone=09012345678", follow_redirects=False)
    (record,) = [each for each in caplog.records if each.name == "app.access"]
    line = json.loads(JsonLines().format(record))
    assert (line["method"], line["route"], line["status"]) == ("GET", "/my/{number}", answer.status_code)
    assert line["ms"] > 0
    assert "000123" not in json.dumps(line)
    assert "0901234" not in json.dumps(line)


def test_what_fails_is_counted_as_failed(tmp_path: Path) -> None:
    """Must catch: errors that nobody counts because no answer was begun."""
    app = create_app(settings_in(tmp_path, metrics_token=TOKEN))  # no tables
    with TestClient(app, base_url=URL, raise_server_exceptions=False) as client:
        status = client.get("/").status_code
        assert status >= 500
        counted = app.state.figures.text([]).decode()
    assert f'madoguchi_requests_total{{method="GET",route="/",status="{status}"}} 1.0' in counted
