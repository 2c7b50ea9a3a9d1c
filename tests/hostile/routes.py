"""Every address of the service, as the running application knows it."""

import re
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.web.policies import Audience, Policy


@dataclass(frozen=True)
class Address:
    """`query` are the names of what may stand behind the question mark."""

    method: str
    path: str
    policy: Policy
    query: tuple[str, ...]

    @property
    def places(self) -> list[str]:
        """Names of what is filled in: `number`, `application_id`."""
        return re.findall(r"{(\w+)", self.path)

    @property
    def is_for_staff(self) -> bool:
        return self.policy.audience is Audience.STAFF


def addresses_of(app: FastAPI) -> list[Address]:
    found = []
    for route in iter_route_contexts(app.routes):
        policy = getattr(route.endpoint, "__policy__", None)
        assert isinstance(policy, Policy), f"{route.path} has no policy"
        query = tuple(field.name for field in route.dependant.query_params)
        found += [Address(method, str(route.path), policy, query) for method in sorted(route.methods or ())]
    return [address for address in found if not address.path.startswith("/static")]
