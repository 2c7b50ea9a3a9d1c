"""`python -m app verify`: a file, the published keys, and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.documents.proof.papers import STRANGER, a_receipt, code_of, flipped
from tests.documents.samples import STAMP, receipt_to_sign

pytestmark = pytest.mark.slow  # each starts a program


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(STAMP.signer.known.published()), "utf-8")
    return path


def app(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """In an environment where there is neither a database nor a town."""
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=ROOT,
        env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def file_of(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    return path


def test_a_genuine_paper_gives_0_and_its_facts(tmp_path: Path, keys: Path) -> None:
    """I-02. Must catch: a check that needs the service."""
    done = app("verify", file_of(tmp_path, a_receipt()), "--keys", keys)
    assert done.returncode == 0, done.stderr
    assert "genuine" in done.stdout
    for fact in ("26-000123-X", "2026-05-12T01:30:15+00:00", "ab" * 32, "cd" * 32, "ef" * 32):
        assert fact in done.stdout


def test_whatever_is_not_genuine_gives_1(tmp_path: Path, keys: Path) -> None:
    """I-02. Must catch: 0 for a file that was changed, cut short, or signed by nobody we know."""
    pdf = a_receipt()
    for wrong in (flipped(pdf, 9000, 4), pdf[:-500], b"%PDF-1.7"):
        done = app("verify", file_of(tmp_path, wrong), "--keys", keys)
        assert done.returncode == 1
        assert ": genuine" not in done.stdout
    others = tmp_path / "others.json"
    others.write_text(json.dumps(STRANGER.known.published()), "utf-8")
    done = app("verify", file_of(tmp_path, pdf), "--keys", others)
    assert (done.returncode, "foreign" in done.stdout) == (1, True)


def test_the_text_of_a_qr_code_is_checked_too(tmp_path: Path, keys: Path) -> None:
    code = code_of(receipt_to_sign())
    good = file_of(tmp_path, f"https://town.example/verify#{code}\n".encode())
    assert app("verify", good, "--keys", keys).returncode == 0
    assert app("verify", file_of(tmp_path, code[:-2].encode()), "--keys", keys).returncode == 1


def test_what_cannot_be_read_gives_2(tmp_path: Path, keys: Path) -> None:
    assert app("verify", tmp_path / "not-there.pdf", "--keys", keys).returncode == 2
    assert app("verify", keys, "--keys", file_of(tmp_path, b"no json")).returncode == 2


def test_a_new_key_signs_and_its_public_part_verifies_when_it_is_retired() -> None:
    """Must catch: a key printed in a form that the settings do not take."""
    made = app("new-key", "signing")
    secret, public = made.stdout.strip(), made.stderr.strip().rpartition(" ")[2]
    shown = app("public-keys", DOCUMENTS__SIGNING_KEYS=json.dumps([secret]))
    assert [key["x"] for key in json.loads(shown.stdout)["keys"]] == [public]
    retired = app("public-keys", DOCUMENTS__RETIRED_KEYS=json.dumps([public]))
    assert public in [key["x"] for key in json.loads(retired.stdout)["keys"]]
    assert len(app("new-key").stdout.strip()) == 44
