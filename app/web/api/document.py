"""What the JSON API offers, as an OpenAPI document; pages for people are no part of it."""

from typing import Any

from starlette.responses import JSONResponse, Response

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
        "required": ["key", "title", "category"],
        "properties": {name: {"type": "string"} for name in ("key", "title", "category")},
    },
    "Problem": {
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
        },
    },
}
KEY = {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _found(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"description": "Found", "content": {media_type: {"schema": schema}}}


LIST = {"type": "array", "items": {"$ref": "#/components/schemas/Procedure"}}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Madoguchi", "version": "1"},
    "paths": {
        "/api/v1/openapi.json": {
            "get": {"summary": "This document", "responses": {"200": _found({"type": "object"})}}
        },
        "/api/v1/procedures": {
            "get": {"summary": "The procedures this town offers", "responses": {"200": _found(LIST)}}
        },
        "/api/v1/procedures/{key}/schema": {
            "get": {
                "summary": "The JSON Schema of the answers to one procedure",
                "parameters": [KEY],
                "responses": {"200": _found({"type": "object"}, "application/schema+json"), "404": PROBLEM},
            }
        },
    },
    "components": {"schemas": SCHEMAS},
}


@pages.get("/openapi.json", PUBLIC)
def show_document(visit: Visit) -> Response:
    return JSONResponse(DOCUMENT)
