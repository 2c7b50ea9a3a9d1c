"""The templates and the headers of the sandbox card reader."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[2] / "templates" / "sandbox_card"

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, *, status: int = 200, **context: object) -> HTMLResponse:
    return HTMLResponse(_environment.get_template(name).render(**context), status)


def headers_for(service_origin: str) -> Callable[..., Awaitable[Response]]:
    """A middleware: strict headers, and a form may lead back to the service, whither its answer redirects."""
    policy = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {service_origin}"
    )

    async def with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), usb=()"
        response.headers["Cache-Control"] = "no-store"
        return response

    return with_headers
