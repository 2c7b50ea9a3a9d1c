"""The headers on every answer, errors and static files included, and the canonical host."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(self), usb=()",
}


# Asked by this machine's address, not by the public name.
FOR_MACHINES = {"/healthz", "/metrics"}


def content_policy(form_targets: Iterable[str] = ()) -> str:
    """`form_targets`: origins a POST of this page may be redirected to; a browser blocks all others."""
    allowed = {**POLICY, "form-action": " ".join(["'self'", *form_targets])}
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def allow_form_target(response: Response, origin: str) -> Response:
    """For the pages that lead to a provider, and only those."""
    response.headers["Content-Security-Policy"] = content_policy([origin])
    return response


def forget_in_browser(response: Response) -> Response:
    """The way back shows nothing any more. Cookies go one by one: how somebody likes to read is no secret."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


class SecurityHeaders:
    """Adds what a page has not set itself."""

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self._app = app
        self._https = public_url.startswith("https://")
        self._host = public_url.partition("://")[2]
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(MutableHeaders(scope=message))
            await send(message)

        if self._is_another_host(scope):
            away = RedirectResponse(f"{self._public_url}{scope['path']}", status_code=307)
            await away(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _is_another_host(self, scope: Scope) -> bool:
        """Cookies belong to one host: whoever came by another name is shown the way, machines excepted."""
        host = Headers(scope=scope).get("host", "")
        return scope["method"] == "GET" and host != self._host and scope["path"] not in FOR_MACHINES

    def _complete(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", content_policy())
        headers.setdefault("Cache-Control", "no-store")
        if self._https:
            headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
