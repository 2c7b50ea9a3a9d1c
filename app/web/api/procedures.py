"""The procedures this town offers, and the JSON Schema of their answers."""

from starlette.responses import JSONResponse, Response

from app.procedures.publication import list_published
from app.procedures.schema import schema_of
from app.web.offered import offered_procedure
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/api/v1/procedures")


@pages.get("", PUBLIC)
def list_procedures(visit: Visit) -> Response:
    enabled = set(visit.office.town.list_enabled())
    found = [each for key, each in list_published(visit.session).items() if key in enabled]
    return JSONResponse(
        [{"key": each.key, "title": each.title.ja, "category": each.category} for each in found]
    )


@pages.get("/{key}/schema", PUBLIC)
def show_schema(visit: Visit, key: str) -> Response:
    return JSONResponse(schema_of(offered_procedure(visit, key)), media_type="application/schema+json")
