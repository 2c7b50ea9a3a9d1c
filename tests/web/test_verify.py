"""Anybody holds a paper against the town's signature, over HTTP and without JavaScript."""

import json
from collections.abc import Iterator

import pytest

from app.applications.queries import get_by_number
from app.audit.queries import list_incidents
from app.documents.proof.keys import KnownKeys
from app.documents.proof.verdict import check_file
from app.documents.reading import NotWhole
from tests.documents.proof.papers import STRANGER, code_of, flipped, issued_by
from tests.documents.samples import receipt_to_sign
from tests.hostile.tables import contents
from tests.people import Resident
from tests.scenarios import certificate
from tests.world import World, a_world

LANGUAGES = {
    "ja": "この控えは、本物です",
    "ja-easy": "このかみは、本物です",
    "en": "This document is genuine",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def number(world: World, owner: Resident) -> str:
    return certificate.claim(owner)


@pytest.fixture(scope="module")
def owner(world: World) -> Iterator[Resident]:
    resident = Resident(world.url)
    yield resident
    resident.close()


@pytest.fixture
def stranger(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    visitor.opens("/verify")
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def paper(owner: Resident, number: str) -> bytes:
    answer = owner.client.get(f"/my/{number}/receipt.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def shows(visitor: Resident, pdf: bytes) -> None:
    visitor.sends("確かめる", files=[("paper", ("a.pdf", pdf, "application/pdf"))])


def test_a_receipt_is_genuine_and_its_facts_are_shown(stranger: Resident, paper: bytes, number: str) -> None:
    """I-02. Must catch: a receipt handed out unsigned; 「本物です」 without number, procedure and time."""
    shows(stranger, paper)
    assert "この控えは、本物です" in stranger.text
    for fact in (number, "住民票の写し", "到達・受付のお知らせ", "届いた日時"):
        assert fact in stranger.text
    assert "高橋" not in stranger.text
    assert stranger.page.xpath("//main//*[@role='status']")


def test_the_receipt_leads_to_the_page(owner: Resident, number: str) -> None:
    owner.opens(f"/my/{number}/receipt")
    owner.follows("書類が本物か確かめる")
    assert owner.path == "/verify"


def test_one_byte_makes_it_another(stranger: Resident, paper: bytes) -> None:
    """I-02. Must catch: an answer that looks at the code and not at the file."""
    shows(stranger, flipped(paper, 5000, 1))
    assert "内容が変わっています" in stranger.text
    assert "町が署名したのは、下の書類です" in stranger.text
    shows(stranger, paper[:-1] + b" ")
    assert "本物です" not in stranger.text


def test_the_paper_of_another_town_is_said_to_be_none(stranger: Resident) -> None:
    for pdf in (issued_by(STRANGER), b"%PDF-1.7 of nobody"):
        shows(stranger, pdf)
        assert "この町の控えではありません" in stranger.text


def test_the_code_alone_proves_the_statement(world: World, stranger: Resident) -> None:
    code = code_of(receipt_to_sign(), world.office.stamp.signer)
    stranger.sends("確かめる", {"code": f"{world.url}/verify#{code}"})
    assert "この控えは、本物です" in stranger.text
    assert "見くらべてください" in stranger.text
    assert "26-000123-X" in stranger.text
    stranger.sends("確かめる", {"code": code.replace("26-000123", "26-000124")})
    assert "内容が変わっています" in stranger.text
    assert "26-000124" not in stranger.text
    stranger.sends("確かめる", {"code": "<script>alert(1)</script>"})
    assert "この町の控えではありません" in stranger.text


def test_nothing_and_too_much_are_told_apart(stranger: Resident) -> None:
    stranger.sends("確かめる", expected=422)
    assert "PDFを選ぶか、コードを入れてください。" in stranger.text
    stranger.sends(
        "確かめる", expected=422, files=[("paper", ("a.pdf", b"%PDF" + bytes(10_000_000), "application/pdf"))]
    )
    assert "ファイルが大きすぎます" in stranger.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_speaks_the_readers_language(
    world: World, stranger: Resident, paper: bytes, language: str
) -> None:
    """Must catch: a sentence without its translation."""
    token = stranger.page.xpath("//input[@name='form_token']/@value")[0]
    stranger.client.post("/display", data={"form_token": token, "back": "/verify", "language": language})
    stranger.opens("/verify")
    token = stranger.page.xpath("//main//input[@name='form_token']/@value")[0]
    files = [("paper", ("a.pdf", paper, "application/pdf"))]
    answer = stranger.client.post("/verify", data={"form_token": token}, files=files)
    assert LANGUAGES[language] in answer.text
    if language == "en":
        main = answer.text.partition("<main")[2].partition("</main>")[0]
        assert "町" not in main.replace("住民票の写し", "")


def test_nothing_that_is_sent_is_kept(world: World, stranger: Resident, paper: bytes) -> None:
    """Must catch: an upload that is stored, or a check that leaves a trace in the database."""
    before = contents(world)
    files = sorted(world.settings.data.rglob("*.part")) + sorted(world.settings.data.glob("files/**/*"))
    shows(stranger, paper)
    stranger.sends("確かめる", {"code": "M1.x"})
    assert contents(world) == before
    after = sorted(world.settings.data.rglob("*.part")) + sorted(world.settings.data.glob("files/**/*"))
    assert after == files


def test_the_published_keys_are_enough_to_check_elsewhere(stranger: Resident, paper: bytes) -> None:
    """I-02. Must catch: keys published in a form that our own command cannot read, or a secret among them."""
    answer = stranger.client.get("/.well-known/madoguchi-keys.json")
    assert answer.headers["content-type"] == "application/jwk-set+json"
    assert check_file(paper, KnownKeys.read(answer.content)).is_genuine
    assert {name for key in json.loads(answer.text)["keys"] for name in key} == {
        "alg",
        "crv",
        "kid",
        "kty",
        "use",
        "x",
    }


def test_a_receipt_that_is_not_whole_is_not_sent(
    world: World, owner: Resident, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-33. Must catch: a page of another case sent to a resident, or withheld without anybody being told."""

    def broken(_document: object) -> None:
        raise NotWhole("a page lacks the foot it must have")

    monkeypatch.setattr("app.documents.stamp.render", broken)
    monkeypatch.setattr("app.web.resident.receipts.render", broken)
    for name in ("receipt.pdf", "copy.pdf"):
        answer = owner.client.get(f"/my/{number}/{name}")
        assert answer.status_code == 503
        assert "お渡ししませんでした" in answer.text
    with world.office.database.read() as session:
        incidents = list_incidents(session, world.clock().replace(hour=0))
        assert {entry.subject_id for entry in incidents} == {get_by_number(session, number).id}
        assert len(incidents) == 2
