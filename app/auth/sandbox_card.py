"""The rehearsal's card reader seen from our side: personas instead of cards, never in production.

Its shape is that of an identity provider with an authorization code, so that a real one replaces it
without a change in the pages: the browser is sent away with a state, comes back with a code, and the
code is exchanged for the person behind the browser's back.
"""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import httpx

from app.auth.identity import Assurance
from app.auth.settings import AuthSettings
from app.auth.sign_in import (
    BasicFour,
    Departure,
    Return,
    SignedIn,
    SignInCancelled,
    SignInRefused,
    health_at,
    origin_of,
)
from app.errors import SandboxInProduction, Unavailable
from app.health import Health

PATIENCE_SECONDS = 5.0


class SandboxCard:
    """A `SignInMethod` for rehearsals (練習用のカード)."""

    name = "sandbox_card"

    def __init__(self, settings: AuthSettings, *, production: bool, http: httpx.Client | None = None) -> None:
        if production:
            raise SandboxInProduction("the sandbox card reader cannot identify real people")
        self._settings = settings
        self._http = http or httpx.Client(timeout=PATIENCE_SECONDS)

    @property
    def origin(self) -> str:
        return origin_of(self._settings.card_url)

    def begin(self, state: str, callback_url: str) -> Departure:
        asked = {"client": self._settings.card_client, "state": state, "redirect_uri": callback_url}
        return Departure(f"{self._settings.card_url}/authorize?{urlencode(asked)}")

    def complete(self, back: Return) -> SignedIn:
        if back.params.get("error") == "access_denied":
            raise SignInCancelled
        code = back.params.get("code")
        if not code:
            raise SignInRefused
        return _signed_in(self._exchange(code, back.callback_url))

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        return health_at(self.name, self._http, f"{self._settings.card_url}/health")

    def _exchange(self, code: str, callback_url: str) -> dict[str, Any]:
        sent = {
            "client": self._settings.card_client,
            "client_secret": self._settings.card_client_secret.get_secret_value(),
            "code": code,
            "redirect_uri": callback_url,
        }
        try:
            answer = self._http.post(f"{self._settings.card_url}/token", data=sent)
        except httpx.HTTPError as failure:
            raise Unavailable from failure
        if answer.status_code >= 500:
            raise Unavailable
        if answer.status_code != 200:
            raise SignInRefused
        person: dict[str, Any] = answer.json()
        return person


def _signed_in(person: dict[str, Any]) -> SignedIn:
    born = person.get("date_of_birth")
    four = BasicFour(
        full_name=person["full_name"],
        address=person["address"],
        date_of_birth=date.fromisoformat(born) if born else None,
        sex=person["sex"],
    )
    return SignedIn(
        subject=person["subject"],
        person_key=person.get("person_key"),
        basic_four=four,
        assurance=Assurance.AUTHENTICATED,
    )
