"""The procedures this town offers, and the JSON Schema of their answers."""

from typing import Any

from starlette.responses import JSONResponse, Response

from app.applications.accepting import channels_of
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.procedures.publication import list_published
from app.procedures.schema import schema_of
from app.web.offered import offered_procedure
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/api/v1/procedures")


@pages.get("", PUBLIC)
def list_procedures(visit: Visit) -> Response:
    """`channels`: by which ways an application may arrive here."""
    town = visit.office.town
    enabled = set(town.list_enabled())
    found = [each for key, each in list_published(visit.session).items() if key in enabled]
    return JSONResponse([_told(each, town) for each in found])


def _told(procedure: Procedure, town: Municipality) -> dict[str, Any]:
    return {
        "key": procedure.key,
        "title": procedure.title.ja,
        "category": procedure.category,
        "channels": [each.value for each in channels_of(town, procedure)],
    }


@pages.get("/{key}/schema", PUBLIC)
def show_schema(visit: Visit, key: str) -> Response:
    return JSONResponse(schema_of(offered_procedure(visit, key)), media_type="application/schema+json")
