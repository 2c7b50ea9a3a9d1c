"""Every address of the service, and who may enter it, as one table that reviewers read.

After a change: `ROUTES_WRITE=1 .venv/bin/pytest tests/architecture/test_routes.py`, and look at the difference.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import SecretStr

from app.main import create_app
from app.settings import Settings
from app.web.policies import Audience, Policy

TABLE = Path(__file__).with_name("routes.txt")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("data"), metrics_token=SecretStr("seen")))
    yield app
    app.state.office.database.engine.dispose()


def routes(service: FastAPI) -> list[RouteContext]:
    return list(iter_route_contexts(service.routes))


def policy_of(route: RouteContext) -> Policy | None:
    found = getattr(route.endpoint, "__policy__", None)
    return found if isinstance(found, Policy) else None


def row(route: RouteContext) -> str:
    policy = policy_of(route)
    assert policy is not None, f"{route.path} has no policy"
    who = f"{policy.audience} who may {policy.permit}" if policy.permit else str(policy.audience)
    return f"{'/'.join(sorted(route.methods or ())):<5} {route.path:<60} {who}"


def path_of(route: RouteContext) -> str:
    return str(route.path)


def test_every_address_and_its_policy_stand_in_the_table(service: FastAPI) -> None:
    """Mutation: a page opened to everybody by a slip, which nobody sees in a long difference."""
    found = sorted((row(route) for route in routes(service)), key=lambda line: line.split()[1::-1])
    if os.environ.get("ROUTES_WRITE") == "1":
        TABLE.write_text("\n".join(found) + "\n", "utf-8")
    assert found == TABLE.read_text("utf-8").splitlines()


def test_nothing_is_served_that_has_no_policy(service: FastAPI) -> None:
    """Mutation: a route added beside `Pages`, or FastAPI's own pages of documentation switched on."""
    assert [path_of(route) for route in routes(service) if policy_of(route) is None] == []


def test_staff_addresses_are_for_staff(service: FastAPI) -> None:
    """Mutation: a page below /staff with the policy of a resident's page."""
    signing_in = re.compile(r"^/staff/sign-(in|out)")
    staff = [route for route in routes(service) if path_of(route).startswith("/staff")]
    open_to_others = [
        route for route in staff if (p := policy_of(route)) and p.audience is not Audience.STAFF
    ]
    assert [row(route) for route in open_to_others if not signing_in.match(path_of(route))] == []


def test_staff_policies_stand_below_staff_only(service: FastAPI) -> None:
    """The session of staff is looked up for addresses below /staff: a staff page elsewhere would admit nobody."""
    found = [route for route in routes(service) if (p := policy_of(route)) and p.audience is Audience.STAFF]
    assert [row(route) for route in found if not path_of(route).startswith("/staff")] == []


def test_no_address_takes_what_a_person_is_called(service: FastAPI) -> None:
    """Mutation: a name or number of a person in an address, where every log and history keeps it."""
    personal = re.compile(r"full_name|family|given|kana|birth|phone|email|address|individual_number")
    places = [parameter for route in routes(service) for parameter in re.findall(r"{(\w+)", path_of(route))]
    asked = [field.name for route in routes(service) for field in route.dependant.query_params]
    assert [each for each in (*places, *asked) if personal.search(each)] == []
