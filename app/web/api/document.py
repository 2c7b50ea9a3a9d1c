"""What the JSON API offers, as an OpenAPI document; pages for people are no part of it."""

from typing import Any, Literal

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from app.estimates.catalog import ESTIMATES
from app.estimates.telling import Estimated
from app.municipality.offering import Channel
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/api/v1")

PROBLEM = {
    "description": "What went wrong (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
SCHEMAS: dict[str, Any] = {
    "Procedure": {
        "type": "object",
        "required": ["key", "title", "category", "channels"],
        "properties": {
            **{name: {"type": "string"} for name in ("key", "title", "category")},
            "channels": {
                "type": "array",
                "items": {"type": "string", "enum": [each.value for each in Channel]},
            },
        },
    },
    "Problem": {
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/WrongField"}},
        },
    },
    "WrongField": {
        "type": "object",
        "required": ["pointer", "detail"],
        "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
    },
    "Estimate": {
        "type": "object",
        "required": ["name", "title", "summary"],
        "properties": {name: {"type": "string"} for name in ("name", "title", "summary")},
    },
}
KEY = {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


NAME = {
    "name": "name",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": [estimate.name for estimate in ESTIMATES]},
}


def _with_shapes() -> dict[str, Any]:
    """What estimates are asked and answer, beside the rest; inner shapes stand by their names as well."""
    shapes: dict[str, Any] = dict(SCHEMAS)
    told: list[type[BaseModel]] = [*(estimate.shape for estimate in ESTIMATES), Estimated]
    for shape in told:
        mode: Literal["serialization", "validation"] = "serialization" if shape is Estimated else "validation"
        schema = shape.model_json_schema(mode=mode, ref_template="#/components/schemas/{model}")
        shapes |= schema.pop("$defs", {})
        shapes[shape.__name__] = schema
    return shapes


def _found(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"description": "Found", "content": {media_type: {"schema": schema}}}


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


ASKED = {"anyOf": [{"$ref": f"#/components/schemas/{each.shape.__name__}"} for each in ESTIMATES]}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Madoguchi", "version": "1"},
    "paths": {
        "/api/v1/openapi.json": {
            "get": {"summary": "This document", "responses": {"200": _found({"type": "object"})}}
        },
        "/api/v1/procedures": {
            "get": {
                "summary": "The procedures this town offers",
                "responses": {"200": _found(_list_of("Procedure"))},
            }
        },
        "/api/v1/procedures/{key}/schema": {
            "get": {
                "summary": "The JSON Schema of the answers to one procedure",
                "parameters": [KEY],
                "responses": {"200": _found({"type": "object"}, "application/schema+json"), "404": PROBLEM},
            }
        },
        "/api/v1/estimates": {
            "get": {
                "summary": "What can be worked out for anybody",
                "responses": {"200": _found(_list_of("Estimate"))},
            }
        },
        "/api/v1/estimates/{name}/schema": {
            "get": {
                "summary": "The JSON Schema of what one estimate is asked",
                "parameters": [NAME],
                "responses": {"200": _found({"type": "object"}, "application/schema+json"), "404": PROBLEM},
            }
        },
        "/api/v1/estimates/{name}": {
            "post": {
                "summary": "Work it out; nothing is stored",
                "parameters": [NAME],
                "requestBody": {"required": True, "content": {"application/json": {"schema": ASKED}}},
                "responses": {
                    "200": _found({"$ref": "#/components/schemas/Estimated"}),
                    "404": PROBLEM,
                    "413": PROBLEM,
                    "422": PROBLEM,
                },
            }
        },
    },
    "components": {"schemas": _with_shapes()},
}


@pages.get("/openapi.json", PUBLIC)
def show_document(visit: Visit) -> Response:
    return JSONResponse(DOCUMENT)
