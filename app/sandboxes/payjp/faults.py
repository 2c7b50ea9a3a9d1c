"""Faults of the API that can be switched on: errors and silence, before or after the work; a rate limit."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from enum import StrEnum

from fastapi import Request, Response

from app.sandboxes.payjp.problems import Problem
from app.sandboxes.payjp.settings import PayjpSandbox
from app.sandboxes.payjp.store import Store

FAULT, LEFT, RATE = "api_fault", "api_faults_left", "api_requests_per_second"


class ApiFault(StrEnum):
    """`AFTER` means that the work was done and only its answer is lost."""

    NONE = "none"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"


class Faults:
    """`api_faults_left` counts down to none, so that one answer can be lost and the next one come."""

    def __init__(self, store: Store, setting: PayjpSandbox) -> None:
        self._store = store
        self._setting = setting
        self._lock = threading.Lock()
        self._recent: deque[float] = deque()

    def switch(self, fault: ApiFault, times: int = 1) -> None:
        with self._store.writing():
            self._store.switch(FAULT, fault)
            self._store.switch(LEFT, str(times))

    async def __call__(
        self, request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        if not request.url.path.startswith("/v2/"):
            return await call_next(request)
        if self._are_too_many():
            return Problem(429, "over_capacity", "too many requests").as_response()
        fault = self._take()
        if fault in {ApiFault.ERROR_BEFORE, ApiFault.TIMEOUT_BEFORE}:
            return await self._fail(fault)
        response = await call_next(request)
        return response if fault is ApiFault.NONE else await self._fail(fault)

    async def _fail(self, fault: ApiFault) -> Response:
        if fault in {ApiFault.TIMEOUT_BEFORE, ApiFault.TIMEOUT_AFTER}:
            await asyncio.sleep(self._setting.rehearsal.hang_seconds)
            return Problem(504, "timeout", "the answer took too long").as_response()
        return Problem(500, "internal_error", "something went wrong here").as_response()

    def _take(self) -> ApiFault:
        with self._store.writing():
            switches = self._store.switches()
            left = int(switches.get(LEFT, "0"))
            if left <= 0:
                return ApiFault.NONE
            self._store.switch(LEFT, str(left - 1))
        return ApiFault(switches.get(FAULT, ApiFault.NONE))

    def _are_too_many(self) -> bool:
        limit = int(self._store.switches().get(RATE, "0"))
        now = time.monotonic()
        with self._lock:
            while self._recent and self._recent[0] <= now - 1:
                self._recent.popleft()
            if limit and len(self._recent) >= limit:
                return True
            self._recent.append(now)
        return False
