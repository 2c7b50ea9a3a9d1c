"""The rehearsal's cards look like real ones, to OpenSSL too, and can never be taken for them."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.auth.jpki.profile import BirthDate, CardIdentity, Purpose, read_identity
from app.clock import JST
from tests.auth.jpki.cards import IDENTITY, authority, certificate, key


@pytest.fixture
def openssl() -> str:
    found = shutil.which("openssl")
    if found is None:
        pytest.skip("no openssl here")
    return found


@pytest.mark.parametrize("generation", [1, 2])
@pytest.mark.parametrize("purpose", Purpose)
def test_openssl_verifies_the_chain(openssl: str, tmp_path: Path, purpose: Purpose, generation: int) -> None:
    """Must catch: a certificate that only our own reader takes."""
    root, other = (authority(purpose, each).certificate for each in (generation, 3 - generation))
    for name, made in (("root", root), ("other", other), ("card", certificate(purpose, generation))):
        (tmp_path / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))

    def verifies(trusted: str) -> bool:
        told = [openssl, "verify", "-x509_strict", "-check_ss_sig", "-attime", "1778549400"]
        done = subprocess.run(
            [*told, "-CAfile", str(tmp_path / trusted), str(tmp_path / "card.pem")],
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    assert verifies("root.pem")
    assert not verifies("other.pem")


def test_openssl_reads_the_names(openssl: str, tmp_path: Path) -> None:
    path = tmp_path / "card.pem"
    path.write_bytes(certificate().public_bytes(Encoding.PEM))
    command = [
        openssl,
        "x509",
        "-in",
        str(path),
        "-noout",
        "-ext",
        "subjectAltName,keyUsage",
        "-nameopt",
        "utf8",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Digital Signature, Non Repudiation" in told
    assert told.count("othername") == 6


def test_nobody_can_take_it_for_jpki() -> None:
    """Must catch: a rehearsal root called as the real one is."""
    for purpose in Purpose:
        assert "O=JPKI-LOCALTEST" in authority(purpose).certificate.subject.rfc4514_string()


@pytest.mark.parametrize(
    ("born", "issued_on", "last_day"),
    [
        (BirthDate("heisei", 1995, 6, 14), date(2025, 10, 27), date(2030, 6, 14)),
        (BirthDate("heisei", 1995, 6, 14), date(2026, 6, 13), date(2030, 6, 14)),
        (BirthDate("heisei", 1995, 6, 14), date(2026, 6, 14), date(2031, 6, 14)),
        (BirthDate("heisei", 1996, 2, 29), date(2025, 10, 27), date(2030, 3, 1)),
        (BirthDate("showa", 1940, 0, 0), date(2025, 10, 27), date(2030, 10, 27)),
    ],
)
def test_it_ends_with_the_fifth_birthday(born: BirthDate, issued_on: date, last_day: date) -> None:
    who = CardIdentity("見本　花子", "長野県", born, "female")
    made = authority(Purpose.SIGNATURE).issue(key("card").public_key(), "X", issued_on, who)
    ends = made.not_valid_after_utc.astimezone(JST)
    assert (ends.date(), f"{ends:%H:%M:%S}") == (last_day, "23:59:59")
    assert made.not_valid_before_utc.astimezone(JST).date() == issued_on
    assert read_identity(made).born == born


@pytest.mark.parametrize(
    "who",
    [
        IDENTITY,
        CardIdentity("〓野　花子", "長野県", BirthDate("showa", 1940, 0, 0), "unspecified", (0,), (1, 2)),
        CardIdentity("スカルノ", "長野県", BirthDate("", 1980, 5, 0), "male"),
        CardIdentity("あ" * 200, "い" * 200, BirthDate("meiji", 1912, 7, 29), "female"),
    ],
    ids=["whole", "substituted, born in a year", "one name, born in a month", "long"],
)
def test_what_is_put_in_comes_out(who: CardIdentity) -> None:
    """Must catch: a length of more than 127 bytes, parts in each other's place, a day made up for an unknown one."""
    made = authority(Purpose.SIGNATURE).issue(key("card").public_key(), "X", date(2025, 10, 27), who)
    found = read_identity(made)
    assert found == who
    assert (found.born.exact is None) == (who.born.day == 0)
