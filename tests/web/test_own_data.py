"""A resident's own application as a file: all of it, nobody else's, and noted as a look."""

import json
from collections.abc import Iterator

import jsonschema  # type: ignore[import-untyped]
import pytest

from app.applications.queries import get_by_number
from app.audit.queries import list_about
from app.procedures.schema import schema_of
from tests import make
from tests.people import Resident
from tests.scenarios import certificate
from tests.world import World, a_world

WHO, PIN = "mizuno_yoko", "1101"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def resident(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


def looks_at(world: World, number: str) -> list[str]:
    with world.office.database.read() as session:
        case = get_by_number(session, number)
        return [entry.action for entry in list_about(session, "application", case.id, limit=50)]


def test_what_was_sent_can_be_taken_along(world: World, resident: Resident) -> None:
    """Must catch: a copy that leaves something out, that a cache keeps, or that nobody notes."""
    certificate.reach_check(resident, WHO, PIN)
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    number = resident.path.split("/")[2]
    resident.opens(f"/my/{number}")
    resident.follows("送った内容をデータ（JSON）で受け取る")
    assert resident.answer.headers["cache-control"] == "no-store"
    assert f'filename="{number}.json"' in resident.answer.headers["content-disposition"]
    document = json.loads(resident.answer.content)
    assert (document["reference_number"], document["complete"]) == (number, True)
    jsonschema.validate(document["answers"], schema_of(make.catalog()[make.CERTIFICATE]))
    with world.office.database.read() as session:
        assert document["answers"] == get_by_number(session, number).versions[-1].answers
    assert "view_data" in looks_at(world, number)
    resident.opens(f"/my/{number}")
    resident.follows("送った内容をPDFで開く")
    assert resident.answer.content.startswith(b"%PDF")
    resident.client.cookies.clear()
    assert resident.client.get(f"/my/{number}/copy.json", follow_redirects=False).status_code == 303
