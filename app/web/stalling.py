"""Bodies that stop coming: whoever sends nothing for a minute is let go, so that nobody can hold a place for nothing.

Reading a body costs no thread and no connection to the database (app/web/forms.py), only a socket and what has
arrived so far. How long the head of a request may take, the proxy in front of the service decides.
"""

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Stalled(Exception):
    """The rest of a body did not come in time."""


class LetGoOfTheStalled:
    """Each part may take `seconds`, so that a slow line may take as long as it needs and a dead one may not."""

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_whole = False

        async def receive_in_time() -> Message:
            nonlocal is_whole
            if (
                is_whole
            ):  # what is waited for now is that they hang up, which may take as long as the answer does
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self._seconds)
            except TimeoutError as nothing_came:
                raise Stalled from nothing_came
            is_whole = not message.get("more_body", False)
            return message

        try:
            await self._app(scope, receive_in_time, send)
        except Stalled:
            gone = PlainTextResponse("", 408, headers={"Connection": "close"})
            await gone(scope, receive, send)
