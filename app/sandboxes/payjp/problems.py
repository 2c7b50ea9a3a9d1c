"""Errors as PAY.JP v2 tells them: problem details (RFC 9457)."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


@dataclass
class Problem(Exception):
    """`code` is the provider's own name of the error."""

    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        return told | ({"errors": self.errors} if self.errors else {})

    def as_response(self) -> JSONResponse:
        return JSONResponse(self.as_json(), self.status, media_type="application/problem+json")


def invalid(field_name: str, message: str) -> Problem:
    return Problem(422, "validation_error", message, [{"field": field_name, "message": message}])


def missing(what: str) -> Problem:
    return Problem(404, "not_found", f"no such {what}")


async def tell_problem(_request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Problem)  # noqa: S101  # registered for this type only
    return problem.as_response()


async def tell_invalid(_request: Request, failure: Exception) -> JSONResponse:
    assert isinstance(failure, RequestValidationError)  # noqa: S101  # registered for this type only
    errors = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "message": str(error["msg"])}
        for error in failure.errors()
    ]
    return Problem(422, "validation_error", "the request is not valid", errors).as_response()
