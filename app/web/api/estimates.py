"""What a benefit comes to, for programs: figures and reasons. Nothing that is sent is stored or logged."""

from collections.abc import Iterable

from pydantic import ValidationError
from starlette.responses import JSONResponse, Response

from app.estimates.catalog import ESTIMATES, get_estimate
from app.estimates.complaints import Wrong, complaints_of
from app.estimates.telling import estimated
from app.web.circumstances import circumstances_of
from app.web.policies import PUBLIC, PUBLIC_DATA
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/api/v1/estimates")


@pages.get("", PUBLIC)
def list_estimates(visit: Visit) -> Response:
    return JSONResponse(
        [
            {"name": each.name, "title": each.form.title.ja, "summary": each.form.summary.ja}
            for each in ESTIMATES
        ]
    )


@pages.get("/{name}/schema", PUBLIC)
def show_estimate_schema(visit: Visit, name: str) -> Response:
    return JSONResponse(get_estimate(name).schema(), media_type="application/schema+json")


@pages.post("/{name}", PUBLIC_DATA, outside=True)
def estimate(visit: Visit, name: str) -> Response:
    """A POST, so that nobody's income stands in an address; it changes nothing."""
    found = get_estimate(name)
    try:
        asked = found.shape.model_validate_json(visit.form.body, strict=True)
    except ValidationError as wrong:
        return _refused(complaints_of(found, wrong))
    told = found.work_out(asked, circumstances_of(visit))
    return JSONResponse(estimated(name, told, visit.office.town.kind).model_dump(mode="json"))


def _refused(found: Iterable[Wrong]) -> Response:
    """RFC 9457, with each field as RFC 6901 points at it, and never what was sent."""
    errors = [
        {"pointer": f"/{each.at.replace('.', '/')}" if each.at else "", "detail": str(each.message)}
        for each in found
    ]
    problem = {
        "status": 422,
        "title": "入力を確かめてください",
        "detail": " ".join(each["detail"] for each in errors),
        "errors": errors,
    }
    return JSONResponse(problem, 422, media_type="application/problem+json")
