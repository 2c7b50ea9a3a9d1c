"""I-86. The JSON API keeps to its own document, whatever is asked of it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.web.api.document import DOCUMENT
from tests.hostile.routes import addresses_of
from tests.people import Visitor
from tests.world import World, a_world

SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [each.ok() for each in SCHEMA.get_all_operations()]
QUICK = settings(
    max_examples=60,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


def test_the_document_tells_of_every_address_of_the_api_and_of_no_page(world: World) -> None:
    """I-86. Must catch: an address that no client knows of; a page for people in a document for programs."""
    served = {
        (each.path, each.method.lower()) for each in addresses_of(world.app) if each.path.startswith("/api")
    }
    told = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert told == served


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_whatever_is_asked_gets_an_answer_that_fits_the_document(world: World, operation: Any) -> None:
    """I-86. Must catch: a 500; a status, a type or a shape that the document does not know."""

    @QUICK
    @given(operation.as_strategy())
    def asks(case: Any) -> None:
        # One address serves all estimates, and rules across fields stand in no schema: 422 is an answer as well.
        case.call_and_validate(base_url=world.url, excluded_checks=[positive_data_acceptance])

    asks()


def test_a_mistake_is_told_as_data(world: World) -> None:
    """I-86. Must catch: a page of HTML for a program."""
    visitor = Visitor(world.url)
    for method, path, status in (
        ("GET", "/api/v1/procedures/nothing/schema", 404),
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/api/v1/procedures", 405),
    ):
        answer = visitor.client.request(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert status != 405 or answer.headers["allow"] == "GET"
    visitor.close()
