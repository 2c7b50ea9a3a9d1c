"""The rehearsal's identity provider in memory, a browser that walks through it, and the service's own adapter."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from fastapi.testclient import TestClient
from joserfc import jwk
from lxml import html
from pydantic import SecretStr

from app.auth.digital_auth.provider import DigitalAuthApp
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.settings import AuthSettings
from app.auth.sign_in import NOT_KNOWN, BasicFour, Departure, Finding
from app.sandboxes.card.server import create_card_app
from app.sandboxes.card.settings import PROTOCOL, CardSandbox, Client
from tests.auth.keys import a_key, an_ec_key
from tests.conftest import NOW

CALLBACK = "http://service.localhost:8000/sign-in/return"
CARDS = "http://127.0.0.1:8090"
KID = "of-the-service"

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
      - {key: hoshino_ren, family_name: 星野, given_name: 蓮, date_of_birth: 2015-01-01, sex: male, card: {pin: "0124"}}
  - persons:
      - key: tanaka_lee
        given_name: LEE
        date_of_birth: "1960"
        sex: x
        address: みどり野町9番
        card: {pin: 4567}
      - {key: late, family_name: 遅, given_name: 一, <<: &middle {date_of_birth: 1980-01-01, address: みどり野町9番},
         card: {pin: "0001", state: expired}}
      - {key: lost, family_name: 失, given_name: 二, <<: *middle, card: {pin: "0002", state: revoked}}
      - {key: away, family_name: 移, given_name: 三, <<: *middle, card: {pin: "0003", state: moved}}
      - {key: rare, family_name: 𠮷髙葛󠄀𪚥, given_name: 望, <<: *middle, card: {pin: "0004"}}
"""


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Register:
    """Finds whoever it was told to find, and remembers whom it was asked about."""

    finding: Finding = NOT_KNOWN
    asked: list[BasicFour] = field(default_factory=list)

    def match_person(self, told: BasicFour) -> Finding:
        self.asked.append(told)
        return self.finding


def digital_auth(**changes: Any) -> DigitalAuthSettings:
    pem = an_ec_key(KID).as_pem(private=True).decode()
    own = {"base_url": CARDS, "client_id": "RP00000001", "key_id": KID, "private_key": SecretStr(pem)}
    return DigitalAuthSettings(**{**own, **changes})


@dataclass
class CardWorld:
    """The provider's server at `web`; `method` is what the service uses to talk to it."""

    folder: Path
    settings: AuthSettings = field(default_factory=lambda: AuthSettings(digital_auth=digital_auth()))
    clock: Clock = field(default_factory=Clock)
    registered: Any = None

    def __post_init__(self) -> None:
        self.setting = replace(card_setting(self.folder), hang_seconds=0)
        if self.registered:
            self.setting = replace(self.setting, client=self.registered)
        app = create_card_app(self.setting, self.clock)
        self.provider, self.faults = app.state.provider, app.state.faults
        self.web = TestClient(app, base_url=CARDS, follow_redirects=False)
        self.method = self.another_method()

    def another_method(self, **changes: Any) -> DigitalAuthApp:
        settings = self.settings.digital_auth.model_copy(update=changes)
        return DigitalAuthApp(settings, self.clock, bridge(self.forward))

    def forward(self, request: httpx.Request) -> httpx.Response:
        told = ("content-type", "authorization")
        headers = {name: request.headers[name] for name in told if name in request.headers}
        answer = self.web.request(request.method, str(request.url), content=request.content, headers=headers)
        return httpx.Response(answer.status_code, content=answer.content, headers=dict(answer.headers))

    def leave(self, state: str = "a-state") -> Departure:
        return self.method.begin(state, CALLBACK)

    def errand(self, url: str = "", **changed: str | None) -> str:
        """What the pages of a visit carry; `changed` are parameters of the request that are otherwise."""
        asked = dict(parse_qsl(urlsplit(url or self.leave().url).query)) | changed
        answer = self.web.get(f"{PROTOCOL}/auth", params={k: v for k, v in asked.items() if v is not None})
        assert answer.status_code == 200, answer.text
        return str(html.fromstring(answer.text).xpath("//input[@name='errand']/@value")[0])

    def enter(
        self, pin: str, person: str = "hoshino_rei", errand: str = "", let: tuple[str, ...] = ()
    ) -> tuple[int, str, dict[str, str]]:
        """Status, page, and the query that the browser carries back."""
        sent = {"person": person, "pin": pin, "errand": errand or self.errand(), "let": list(let)}
        answer = self.web.post("/pin", data=sent)
        query = urlsplit(answer.headers.get("location", "")).query
        return answer.status_code, answer.text, dict(parse_qsl(query))

    def follow(self, redirect_to: str, pin: str = "0123", person: str = "hoshino_rei") -> dict[str, str]:
        """A person sent to `redirect_to` shows a card, lets go of everything and enters `pin`."""
        four = ("name", "address", "birthdate", "gender")
        return self.enter(pin, person, self.errand(redirect_to), four)[2]


def bridge(forward: Callable[[httpx.Request], httpx.Response]) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(forward))


def card_setting(folder: Path, *, production: bool = False) -> CardSandbox:
    households = folder / "households.yaml"
    households.write_text(HOUSEHOLDS, encoding="utf-8")
    return CardSandbox(
        url=CARDS,
        households=households,
        memory=folder / "cards" / "memory.db",
        client=Client("RP00000001", public_jwk(an_ec_key(KID)), CALLBACK),
        production=production,
        make_key=a_key,
    )


def public_jwk(key: jwk.ECKey | jwk.RSAKey) -> dict[str, Any]:
    return dict(key.as_dict(private=False)) | {"kid": KID}
