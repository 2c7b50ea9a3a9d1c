import pytest
from pydantic import SecretStr, ValidationError

from app.auth.keys import keyed_digest
from app.auth.settings import AuthSettings

REAL = SecretStr("a-random-value-of-32-characters-or-more")


def test_the_secrets_of_a_rehearsal_are_named_in_production() -> None:
    """Mutation: look at one of the secrets only."""
    assert len(AuthSettings().faults_in_production()) == 2
    assert len(AuthSettings(secret=REAL).faults_in_production()) == 1
    assert len(AuthSettings(secret=REAL, subject_secret=SecretStr("short")).faults_in_production()) == 1
    assert AuthSettings(secret=REAL, subject_secret=REAL).faults_in_production() == []


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
