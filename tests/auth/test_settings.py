from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from app.auth.digital_auth.settings import PRODUCTION
from app.auth.keys import keyed_digest
from app.auth.settings import AuthSettings
from tests.auth.card import KID, digital_auth
from tests.auth.keys import an_ec_key

REAL = SecretStr("a-random-value-of-32-characters-or-more")
REGISTERED = digital_auth(base_url=PRODUCTION)


def test_the_secrets_of_a_rehearsal_are_named_in_production() -> None:
    """Mutation: look at one of the secrets only."""
    own = {"digital_auth": REGISTERED}
    assert len(AuthSettings(**own).faults_in_production()) == 2
    assert len(AuthSettings(**own, secret=REAL).faults_in_production()) == 1
    weak = AuthSettings(**own, secret=REAL, subject_secret=SecretStr("short"))
    assert len(weak.faults_in_production()) == 1
    assert AuthSettings(**own, secret=REAL, subject_secret=REAL).faults_in_production() == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"base_url": "http://127.0.0.1:8090"}, "BASE_URL"),
        ({"base_url": "https://sb-auth-and-sign.go.jp"}, "BASE_URL"),
        ({"base_url": f"{PRODUCTION}/"}, "BASE_URL"),
        ({"base_url": f"{PRODUCTION}.example"}, "BASE_URL"),
        ({"base_url": PRODUCTION.replace("https", "http")}, "BASE_URL"),
        ({"client_id": ""}, "CLIENT_ID"),
        ({"client_id": "RP-REHEARSAL"}, "CLIENT_ID"),
        ({"key_id": ""}, "KEY_ID"),
        ({"key_id": "rehearsal"}, "KEY_ID"),
        ({"private_key": SecretStr("")}, "PRIVATE_KEY"),
        ({"private_key": SecretStr("a key")}, "PRIVATE_KEY"),
        ({"private_key": SecretStr(an_ec_key(KID).as_pem(private=False).decode())}, "PRIVATE_KEY"),
        ({"algorithm": "RS256"}, "PRIVATE_KEY"),
    ],
)
def test_what_is_missing_for_the_real_identity_provider_is_named(changed: dict[str, Any], named: str) -> None:
    """Must catch: a start with test cards, or one that finds out with the first resident that the key is no key."""
    assert REGISTERED.faults_in_production() == []
    (fault,) = REGISTERED.model_copy(update=changed).faults_in_production()
    assert named in fault
    assert not REGISTERED.model_copy(update={"base_url": "http://127.0.0.1:8090"}).is_real


def test_no_secret_is_shown() -> None:
    settings = AuthSettings(secret=REAL)
    shown = repr(settings) + repr(settings.keys) + settings.model_dump_json()
    assert REAL.get_secret_value() not in shown


def test_each_purpose_has_its_own_key() -> None:
    keys = AuthSettings().keys
    assert len({keys.form_tokens, keys.attempts, keys.subjects}) == 3
    assert keyed_digest(b"k", "ab", "c") != keyed_digest(b"k", "a", "bc")


def test_changing_the_secret_of_forms_does_not_lose_the_accounts() -> None:
    """Mutation: derive the accounts' key from `secret`."""
    assert AuthSettings(secret=REAL).keys.subjects == AuthSettings().keys.subjects


def test_settings_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValidationError):
        AuthSettings.model_validate({"sekret": "x"})
