"""Every request as operators see it: an id, one line in the log, and figures in which nobody can be found.

What is told of an address is its template, `/my/{number}`, never the address itself.
"""

import logging
import time
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import logs

METHODS = {"GET", "HEAD", "POST"}
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

log = logging.getLogger("app.access")


class Figures:
    """What this process has counted since it started; with a `shared` folder, what all its siblings have."""

    def __init__(self, shared: Path | None = None) -> None:
        self._own, self._shared = CollectorRegistry(), shared
        self._requests = Counter(
            "madoguchi_requests", "Requests answered.", ("method", "route", "status"), registry=self._own
        )
        self._seconds = Histogram(
            "madoguchi_request_seconds",
            "Seconds until the whole answer was handed over.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self._own,
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self, standing: Iterable[Metric]) -> bytes:
        """In Prometheus' format, followed by `standing`: what is so at this moment."""
        counted, now = self._own, CollectorRegistry()
        if self._shared:
            counted = CollectorRegistry()
            MultiProcessCollector(counted, str(self._shared))  # type: ignore[no-untyped-call]  # the library's
        now.register(_Standing(standing))
        return generate_latest(counted) + generate_latest(now)


class _Standing(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics


class Observed:
    """Outermost, so that nothing is answered unseen. The id is ours: a caller could choose another's."""

    def __init__(self, app: ASGIApp, *, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500
        with logs.request_id() as request_id:

            async def send_with_id(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                    MutableHeaders(scope=message)["X-Request-Id"] = request_id
                await send(message)

            try:
                await self._app(scope, receive, send_with_id)
            finally:
                self._note(scope, status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", "none")
        self._figures.count(method, route, status, seconds)
        told = {"method": method, "route": route, "status": status, "ms": round(1000 * seconds, 1)}
        log.info("request", extra=told)
