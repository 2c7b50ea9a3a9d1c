"""QR codes on papers: what they are, and where they may lead."""

from pathlib import Path

import pytest

from app.documents.pdf import render
from app.documents.qr import PAGES, NotPublic, qr_svg
from app.main import create_app, open_office
from app.settings import Settings
from app.web.policies import Audience
from tests.documents.samples import receipt
from tests.hostile.routes import addresses_of

HOST = "tetsuzuki.town.midorino.example"
NOWHERE = "postgresql+psycopg://nobody@/nothing"  # never connected to


def test_a_code_is_a_drawing_without_anything_else() -> None:
    drawn = qr_svg(f"https://{HOST}/resume", HOST)
    assert drawn.startswith("<svg")
    assert "<path" in drawn
    assert "<script" not in drawn
    assert "href" not in drawn
    assert drawn == qr_svg(f"https://{HOST}/resume", HOST)
    assert drawn != qr_svg(f"https://{HOST}/verify#M1.x", HOST)


@pytest.mark.parametrize(
    "url",
    [
        f"https://{HOST}/staff/queue",
        f"https://{HOST}/staff/cases/26-000123-X",
        f"https://{HOST}/my/26-000123-X",
        f"https://{HOST}/resume/../staff/queue",
        f"https://{HOST}/resume?code=ABCD",
        f"https://{HOST}/resume#ABCD",
        f"https://{HOST}:8001/resume",
        f"https://{HOST}@evil.example/resume",
        f"https://user@{HOST}/resume",
        "https://office.town.midorino.example/verify",
        "//evil.example/resume",
        "javascript:alert(1)",
        "/resume",
        "",
    ],
)
def test_no_code_is_made_of_an_address_that_is_not_for_everybody(url: str) -> None:
    """I-42. Must catch: a code of the address that staff had before them, of another host, or with a secret in it."""
    with pytest.raises(NotPublic):
        qr_svg(url, HOST)


def test_both_codes_of_a_paper_lead_to_the_service_that_signed_it() -> None:
    """I-42. Must catch: a receipt whose one code is checked and whose other one leads elsewhere."""
    with pytest.raises(NotPublic):
        render(receipt(check_url="https://office.town.midorino.example/resume"))


def test_pages_on_papers_are_open_to_everybody(tmp_path: Path) -> None:
    """I-42. Must catch: a page that is printed on papers and has moved behind a sign-in, or into the office."""
    settings = Settings.model_validate({"data": tmp_path, "database_url": NOWHERE, "serves": "public"})
    public = {
        each.path
        for each in addresses_of(create_app(settings))
        if each.method == "GET" and each.policy.audience is Audience.PUBLIC
    }
    assert public >= PAGES


def test_the_office_puts_its_own_address_on_no_paper(tmp_path: Path) -> None:
    """I-42. Must catch: a paper issued in the town hall whose code opens a page that exists there only."""
    told = {"data": tmp_path, "database_url": NOWHERE, "public_url": "https://office.example"}
    pages = {
        serves: open_office(Settings.model_validate({**told, "serves": serves})).stamp.page
        for serves in ("public", "office", "worker")
    }
    assert pages == {
        "public": "https://office.example/verify",
        "office": "",
        "worker": "https://office.example/verify",
    }
