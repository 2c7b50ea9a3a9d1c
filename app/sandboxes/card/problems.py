"""A refusal in the words of OAuth 2.0 (RFC 6749 5.2, RFC 6750 3)."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse


class OAuthProblem(Exception):
    """`description` is English and holds nothing of what was sent."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status

    def as_response(self) -> Response:
        told = {"error": self.error, "error_description": self.description}
        headers = {"Cache-Control": "no-store"}
        if self.error == "invalid_token":
            headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return JSONResponse(told, self.status, headers)


def tell_problem(_request: Request, problem: Exception) -> Response:
    if not isinstance(problem, OAuthProblem):
        raise problem
    return problem.as_response()
