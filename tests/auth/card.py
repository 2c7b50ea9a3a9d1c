"""The sandbox card reader in memory, and a browser that walks through it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
from fastapi.testclient import TestClient

from app.auth.sandbox_card import SandboxCard
from app.auth.settings import AuthSettings
from app.sandboxes.card.server import create_card_app
from app.sandboxes.card.settings import CardSandbox
from tests.conftest import NOW

CALLBACK = "http://service.localhost:8000/sign-in/card/callback"

HOUSEHOLDS = """
households:
  - key: hoshino
    note: 練習用の一家
    persons:
      - key: hoshino_rei
        family_name: 星野
        given_name: 玲
        family_name_kana: ホシノ
        given_name_kana: レイ
        date_of_birth: 1990-02-03
        sex: female
        address: {postcode: "3999999", city: みどり野町, block: 1番2号, building: 星の家3号室}
        card: {pin: "0123", chip: new}
        shoe_size: 24
      - {key: hoshino_mio, family_name: 星野, given_name: 澪, date_of_birth: 2020-01-01, sex: female}
  - persons:
      - key: tanaka_lee
        given_name: LEE
        date_of_birth: "1960"
        sex: x
        address: みどり野町9番
        card: {pin: 4567}
"""


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class CardWorld:
    """The reader's server at `web`; `method` is what the service uses to talk to it."""

    folder: Path
    settings: AuthSettings = field(default_factory=AuthSettings)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.setting = card_setting(self.folder, self.settings)
        app = create_card_app(self.setting, self.clock)
        self.web = TestClient(app, base_url=self.settings.card_url, follow_redirects=False)
        self.method = SandboxCard(self.settings, production=False, http=bridge(self.forward))

    def forward(self, request: httpx.Request) -> httpx.Response:
        kind = {"content-type": request.headers.get("content-type", "")}
        answer = self.web.request(request.method, str(request.url), content=request.content, headers=kind)
        return httpx.Response(answer.status_code, content=answer.content, headers=dict(answer.headers))

    def errand(self, state: str = "a-state", **changed: str) -> dict[str, str]:
        return {"client": "madoguchi", "state": state, "redirect_uri": CALLBACK} | changed

    def enter(self, pin: str, person: str = "hoshino_rei", **errand: str) -> tuple[int, str, dict[str, str]]:
        """Status, page, and the query that the browser carries back."""
        answer = self.web.post("/pin", data={"person": person, "pin": pin, **self.errand(**errand)})
        query = urlsplit(answer.headers.get("location", "")).query
        return answer.status_code, answer.text, dict(parse_qsl(query))

    def follow(self, redirect_to: str, pin: str = "0123") -> dict[str, str]:
        """A person sent to `redirect_to` chooses the first card and enters `pin`."""
        asked = dict(parse_qsl(urlsplit(redirect_to).query))
        assert self.web.get(redirect_to).status_code == 200
        return self.enter(pin, **asked)[2]


def bridge(forward: Callable[[httpx.Request], httpx.Response]) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(forward))


def card_setting(folder: Path, settings: AuthSettings, *, production: bool = False) -> CardSandbox:
    households = folder / "households.yaml"
    households.write_text(HOUSEHOLDS, encoding="utf-8")
    return CardSandbox(
        households=households,
        memory=folder / "cards" / "memory.db",
        service_url="http://service.localhost:8000",
        client=settings.card_client,
        client_secret=settings.card_client_secret.get_secret_value(),
        production=production,
    )
