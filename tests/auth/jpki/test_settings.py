"""Whose signatures a live service may believe; and the rehearsal's trust, which it never may."""

from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import SecretStr

from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.jpki.profile import Purpose
from app.auth.jpki.rehearsal import RehearsalTrust
from app.auth.jpki.settings import JpkiSettings
from app.auth.settings import AuthSettings
from app.errors import SandboxInProduction, Unavailable
from tests.auth.jpki import cards


def roots_in(folder: Path) -> Path:
    path = folder / "roots.pem"
    path.write_bytes(
        b"".join(each.public_bytes(Encoding.PEM) for each in cards.trust(Purpose.SIGNATURE).roots)
    )
    return path


def test_every_generation_of_a_file_is_trusted(tmp_path: Path) -> None:
    found = JpkiSettings(signature_roots=(roots_in(tmp_path),)).signature_trust
    assert found.roots == cards.trust(Purpose.SIGNATURE).roots
    assert found.purpose is Purpose.SIGNATURE


def test_a_live_service_has_no_roots_of_a_rehearsal(tmp_path: Path) -> None:
    """Must catch: an invented authority, or the policy of test cards, where real people sign."""
    invented = JpkiSettings(signature_roots=(roots_in(tmp_path),))
    assert any("not of JPKI" in fault for fault in invented.faults_in_production())
    of_tests = invented.model_copy(update={"signature_policies": ("1.2.392.200149.8.5.1.0.20",)})
    assert any("policy" in fault for fault in of_tests.faults_in_production())
    missing = JpkiSettings(signature_roots=(tmp_path / "missing.pem",))
    assert missing.faults_in_production() == [
        "AUTH__JPKI__SIGNATURE_ROOTS must be files with the roots of JPKI"
    ]
    (tmp_path / "none.pem").write_text("none")
    assert JpkiSettings(signature_roots=(tmp_path / "none.pem",)).faults_in_production()


def test_nobody_signs_where_nothing_is_said() -> None:
    assert JpkiSettings().faults_in_production() == []


def test_results_need_a_key_that_opens_them(tmp_path: Path) -> None:
    """Must catch: a live service that would open results with the key of a rehearsal."""
    jpki = JpkiSettings(signature_roots=(roots_in(tmp_path),))
    lacking = AuthSettings(jpki=jpki).faults_in_production()
    assert any("ENCRYPTION_KEY" in fault for fault in lacking)
    pem = "-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----\n"
    bad = AuthSettings(jpki=jpki, digital_auth=DigitalAuthSettings(encryption_key=SecretStr(pem)))
    assert any("ENCRYPTION_KEY" in fault for fault in bad.faults_in_production())


def answering(answer: httpx.Response) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda _request: answer))


def test_the_rehearsals_trust_is_never_live() -> None:
    with pytest.raises(SandboxInProduction):
        RehearsalTrust("http://127.0.0.1:1", httpx.Client(), production=True)


def test_the_rehearsals_roots_come_from_the_sandbox(tmp_path: Path) -> None:
    pem = httpx.Response(200, content=roots_in(tmp_path).read_bytes())
    found = RehearsalTrust("http://cards.test", answering(pem), production=False).signature_trust()
    assert found.roots == cards.trust(Purpose.SIGNATURE).roots
    with pytest.raises(Unavailable):
        RehearsalTrust(
            "http://cards.test", answering(httpx.Response(200)), production=False
        ).signature_trust()
