"""A town can go live: with everything said that production asks for, the service starts and says what it has not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from app.auth.digital_auth.settings import PRODUCTION, DigitalAuthSettings
from app.documents.proof.keys import new_secret
from app.main import open_office
from app.settings import Misconfigured, Settings
from tests.auth.keys import an_ec_key
from tests.operations.commands import ROOT

SECRET = "a-random-value-of-32-characters-or-more"


def live(folder: Path, **changed: Any) -> Settings:
    """As an operator writes them, and validated like theirs."""
    told: dict[str, Any] = {
        "environment": "production",
        "public_url": "https://madoguchi.town.example",
        "data": folder,
        "vault_keys": [Fernet.generate_key().decode()],
        "auth": {
            "secret": SECRET,
            "subject_secret": SECRET + "2",
            "digital_auth": {
                "base_url": "https://auth-and-sign.go.jp",
                "client_id": "RP00000001",
                "key_id": "town-2026",
                "private_key": an_ec_key("town-2026").as_pem(private=True).decode(),
            },
        },
        "staff": {"networks": ["192.0.2.0/24"]},
        "proxies": ["192.0.2.1"],
        "audit": {"keys": [SECRET], "anchors": folder / "anchors.jsonl"},
        "documents": {"signing_keys": [new_secret()[0]]},
        "files": {"virus_scan": "clamd"},
        "notices": {
            "smtp_host": "smtp.town.example",
            "smtp_security": "starttls",
            "from_address": "madoguchi@town.lg.jp",
            "sms_domain": "",
        },
        "payments": {
            "api_base": "https://api.pay.jp",
            "page_origin": "https://pay.jp",
            "secret_key": "sk_live_0123456789",
            "webhook_token": "whook_0123456789",
        },
    }
    return Settings.model_validate(told | changed)


def test_a_town_without_a_register_can_go_live(tmp_path: Path) -> None:
    """Must catch: an adapter for which production has no real one, so that nobody can start at all."""
    settings = live(tmp_path)
    assert settings.faults_in_production() == []
    office = open_office(settings)
    try:
        assert office.doors.sign_in.name == "digital_auth_app"
        assert office.doors.sign_in.origin == "https://auth-and-sign.go.jp"
        assert office.banners == ()
        health = office.doors.prefill.health()
        assert health.ok
        assert "つないでいません" in health.detail
        assert not (tmp_path / "rehearsal-sign-in-key.pem").exists()
    finally:
        office.doors.close()
        office.database.engine.dispose()


@pytest.mark.parametrize("base", ["https://sb-auth-and-sign.go.jp", "http://127.0.0.1:8090"])
def test_test_cards_open_no_live_service(tmp_path: Path, base: str) -> None:
    settings = live(tmp_path)
    told = settings.auth.digital_auth.model_copy(update={"base_url": base})
    auth = settings.auth.model_copy(update={"digital_auth": told})
    with pytest.raises(Misconfigured, match="AUTH__DIGITAL_AUTH__BASE_URL"):
        open_office(settings.model_copy(update={"auth": auth}))


def test_invented_people_are_nobody_in_a_live_service(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="PREFILL__SOURCE"):
        open_office(live(tmp_path, prefill={"source": "rehearsal"}))


def test_a_key_made_here_is_the_one_that_is_registered() -> None:
    """Must catch: a private and a public half that do not belong together, or a key that no setting can hold."""
    made = subprocess.run(
        [sys.executable, "-m", "app", "new-key", "sign-in"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = made.stdout.splitlines()
    (public,) = json.loads(made.stderr[made.stderr.index("{") :])["keys"]
    settings = DigitalAuthSettings(
        base_url=PRODUCTION, client_id="RP00000001", key_id=public["kid"], private_key=SecretStr(line)
    )
    assert settings.faults_in_production() == []
    assert "d" not in public
    assert settings.key().as_dict(private=False)["x"] == public["x"]
    assert settings.key().thumbprint() == public["kid"]
