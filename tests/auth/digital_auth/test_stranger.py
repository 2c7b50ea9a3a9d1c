"""The adapter beside an OpenID provider that neither we nor the Digital Agency have written: npm's `oidc-provider`."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest
from joserfc import jwk
from lxml import html
from pydantic import SecretStr

from app import clock
from app.auth.digital_auth.provider import DigitalAuthApp
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.identity import Assurance
from app.auth.sign_in import BasicFour, Departure, Return, SignInCancelled, SignInRefused
from tests.auth.keys import an_ec_key
from tests.world import free_ports

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
NO_NODE = "NO NODE: the adapter was not tried with a stranger's provider; `apt-get install nodejs npm`"
PERSON = {
    "name": "水野 陽子",
    "address": {"formatted": "長野県若葉郡みどり野町"},
    "birthdate": "1995-06-14",
    "gender": "female",
}
FOUR = BasicFour("水野　陽子", "長野県若葉郡みどり野町", date(1995, 6, 14), "2")
CALLBACK = "https://midorino.example/sign-in/return"


@dataclass
class Stranger:
    base: str
    key: jwk.ECKey
    lent: ExitStack

    def method(self, **changed: object) -> DigitalAuthApp:
        told = {
            "base_url": self.base,
            "client_id": "RP00000001",
            "key_id": "of-the-service",
            "private_key": SecretStr(self.key.as_pem(private=True).decode()),
        }
        settings = DigitalAuthSettings.model_validate(told | changed)
        return self.lent.enter_context(closing(DigitalAuthApp(settings, clock.now)))

    def follow(self, url: str) -> dict[str, str]:
        """As a browser: through the pages of signing in and of consent, until it is sent away."""
        with httpx.Client(timeout=20) as browser:
            answer = browser.get(url)
            while True:
                if target := answer.headers.get("location"):
                    address = urljoin(str(answer.url), target)
                    if address.startswith(CALLBACK):
                        return dict(parse_qsl(urlsplit(address).query))
                    answer = browser.get(address)
                    continue
                assert answer.status_code == 200, answer.text
                (form,) = html.fromstring(answer.text).forms
                boxes = dict(form.form_values()) | {"login": "yoko", "password": "x"}
                answer = browser.post(urljoin(str(answer.url), form.action), data=boxes)

    def cancel(self, url: str) -> dict[str, str]:
        with httpx.Client(timeout=20, follow_redirects=True) as browser:
            page = browser.get(url)
            away = html.fromstring(page.text).xpath("//a[contains(@href, 'abort')]/@href")[0]
            answer = browser.get(urljoin(str(page.url), away), follow_redirects=False)
            while not (target := urljoin(str(answer.url), answer.headers["location"])).startswith(CALLBACK):
                answer = browser.get(target, follow_redirects=False)
            return dict(parse_qsl(urlsplit(target).query))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stranger]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip(NO_NODE)
    folder: Path = tmp_path_factory.mktemp("node")
    install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "oidc-provider@9"]
    installed = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False, timeout=180)
    if installed.returncode:
        pytest.skip(f"NO PACKAGES: npm could not install oidc-provider: {installed.stderr[-400:]}")
    shutil.copy(Path(__file__).with_name("stranger.mjs"), folder)
    port, key = free_ports().first, an_ec_key("of-the-service")
    set_up = {
        "port": port,
        "redirectUri": CALLBACK,
        "clientKey": {**key.as_dict(private=False), "kid": "of-the-service", "use": "sig"},
        "signingKey": {**an_ec_key("theirs").as_dict(private=True), "use": "sig", "alg": "ES256"},
        "person": PERSON,
    }
    env = {**os.environ, "SET_UP": json.dumps(set_up)}
    with subprocess.Popen(
        [node, "stranger.mjs"], cwd=folder, env=env, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline().strip() == "listening"
        with ExitStack() as lent:
            yield Stranger(f"http://127.0.0.1:{port}", key, lent)
        run.terminate()


def back(departure: Departure, params: dict[str, str]) -> Return:
    return Return(params, departure.keep, CALLBACK)


def test_somebody_signs_in_with_a_strangers_provider(stranger: Stranger) -> None:
    """Must catch: an adapter that understands nobody but our own sandbox."""
    method = stranger.method()
    subjects = set()
    for number in range(2):
        departure = method.begin(f"state-{number}", CALLBACK)
        params = stranger.follow(departure.url)
        assert params["state"] == f"state-{number}"
        assert params["iss"] == f"{stranger.base}/api/realms/main"
        found = method.complete(back(departure, params))
        subjects.add(found.subject)
        assert found.basic_four == FOUR
        assert found.assurance is Assurance.AUTHENTICATED
    assert subjects == {"of-RP00000001-yoko"}
    assert method.health().ok


def test_who_lets_go_of_nothing_is_known_by_their_number(stranger: Stranger) -> None:
    method = stranger.method(scopes=())
    departure = method.begin("a-state", CALLBACK)
    found = method.complete(back(departure, stranger.follow(departure.url)))
    assert (found.subject, found.basic_four) == ("of-RP00000001-yoko", None)


def test_whoever_cancels_there_has_cancelled_here(stranger: Stranger) -> None:
    method = stranger.method()
    departure = method.begin("a-state", CALLBACK)
    with pytest.raises(SignInCancelled):
        method.complete(back(departure, stranger.cancel(departure.url)))


@pytest.mark.parametrize("wrong", ["verifier", "nonce", "key", "client", "used"])
def test_what_is_wrong_there_opens_nothing_here(stranger: Stranger, wrong: str) -> None:
    """Must catch: a check that only our own sandbox's refusals have shown."""
    method = stranger.method()
    departure = method.begin("a-state", CALLBACK)
    params, keep = stranger.follow(departure.url), dict(departure.keep)
    if wrong in keep:
        keep[wrong] = "x" * 43
    if wrong == "key":
        other = SecretStr(an_ec_key("another").as_pem(private=True).decode())
        method = stranger.method(private_key=other)
    if wrong == "client":
        method = stranger.method(client_id="RP00000002")
    if wrong == "used":
        method.complete(Return(params, keep, CALLBACK))
    with pytest.raises(SignInRefused):
        method.complete(Return(params, keep, CALLBACK))
