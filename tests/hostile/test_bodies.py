"""Requests that no browser of ours would send: too large, cut off, of another kind, in another alphabet."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from app.web import forms
from tests.hostile.furnished import Furnished
from tests.hostile.routes import addresses_of
from tests.hostile.tables import contents
from tests.people import Resident
from tests.world import World

FORM = "application/x-www-form-urlencoded"
STRANGE = (
    "\x00",
    "%",
    "../..",
    "あ" * 3000,
    "9" * 5000,
    "-1",
    "0",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
)
MAY_CHANGE = {"web_session", "audit_entry"}


def token_of(furnished: Furnished) -> str:
    furnished.owner.opens("/my")
    return str(furnished.owner.page.xpath("//input[@name='form_token']/@value")[0])


def step_of(furnished: Furnished) -> str:
    return f"/apply/{furnished.draft_id}/steps/subject"


def test_a_body_of_a_megabyte_is_too_large(world: World, furnished: Furnished) -> None:
    """Must catch: a body read to its end, however long it is."""
    token, before = token_of(furnished), contents(world, but=MAY_CHANGE)
    sent = {"form_token": token, "scope": "あ" * 400_000}
    answer = furnished.owner.client.post(step_of(furnished), data=sent)
    assert answer.status_code == 413
    assert "送られたデータが大きすぎます" in answer.text
    assert contents(world, but=MAY_CHANGE) == before


def slowly(count: int) -> Iterator[bytes]:
    """Without saying how much it will be."""
    yield b"scope="
    for _ in range(count):
        yield b"a" * 100_000


def test_a_body_that_hides_its_length_is_too_large_as_well(furnished: Furnished) -> None:
    """Must catch: a limit that believes Content-Length."""
    headers = {"content-type": FORM}
    answer = furnished.owner.client.post(step_of(furnished), content=slowly(12), headers=headers)
    assert answer.status_code == 413


def test_an_upload_that_hides_its_length_is_not_taken(
    world: World, furnished: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-57. Must catch: a disk filled by one request; forms of browsers always say how long they are."""
    monkeypatch.setattr(forms, "MOST_UPLOAD_BYTES", 200_000)
    part = b'--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n'
    headers = {"content-type": "multipart/form-data; boundary=x"}
    body = [part, *slowly(12), b"\r\n--x--\r\n"]
    answer = furnished.owner.client.post(files_of(furnished), content=iter(body), headers=headers)
    assert answer.status_code == 413
    answer = furnished.owner.client.post(files_of(furnished), content=b"".join(body), headers=headers)
    assert answer.status_code == 413


def files_of(furnished: Furnished) -> str:
    return f"/apply/{furnished.draft_id}/files/subject"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"form_token=%ff%fe"),
        (FORM, "form_token=あ".encode()),
        (FORM, b"&".join(b"a=1" for _ in range(2000))),
        (FORM, b"=&=&&"),
        (FORM, b""),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
        ("application/json", b'{"form_token": "x"}'),
        ("text/plain", b"form_token=x"),
        ("", b"\x00\x01"),
    ],
)
def test_a_body_that_cannot_be_read_changes_nothing(
    world: World, furnished: Furnished, kind: str, body: bytes
) -> None:
    """Must catch: a 500 for a body, or a form without a token let through because of its kind."""
    before = contents(world, but=MAY_CHANGE)
    for path in (step_of(furnished), "/resume", "/sign-in", "/sign-out"):
        answer = furnished.owner.client.post(path, content=body, headers={"content-type": kind})
        assert answer.status_code in {403, 413, 422}, path
        assert "<h1" in answer.text
    assert contents(world, but=MAY_CHANGE) == before


def test_nothing_behind_a_question_mark_breaks_a_page(world: World, furnished: Furnished) -> None:
    """Must catch: a number too long for the database, or a NUL that it does not take."""
    broken = []
    for address in [each for each in addresses_of(world.app) if each.method == "GET"]:
        visitor = furnished.officer if address.is_for_staff else furnished.owner
        for name in address.query:
            for strange in STRANGE:
                answer = visitor.client.get(furnished.fill(address), params={name: strange})
                if answer.status_code >= 500 or "<script>alert" in answer.text:
                    broken.append((address.path, name, strange[:10], answer.status_code))
    assert broken == []


def test_nothing_within_an_address_breaks_a_page(world: World, furnished: Furnished) -> None:
    broken = []
    for address in [each for each in addresses_of(world.app) if each.method == "GET" and each.places]:
        visitor = furnished.officer if address.is_for_staff else furnished.owner
        for strange in ("%00", "%ff", "..%2f..", "9" * 5000, "%E3%81%82", "26-000001%0d%0aX: y"):
            path = address.path
            for place in address.places:
                path = path.replace(f"{{{place}}}", strange)
            answer = visitor.client.get(path)
            if answer.status_code >= 500:
                broken.append((address.path, strange[:10], answer.status_code))
    assert broken == []


def test_codes_and_searches_take_any_text(furnished: Furnished, visitor: Callable[[], Resident]) -> None:
    """Must catch: a 500 on the pages that look something up by what was typed."""
    guest = visitor()
    for strange in STRANGE[:-1]:
        guest.opens("/resume")
        guest.sends("開く", {"code": strange, "phone": strange}, (422, 429))
    furnished.officer.opens("/staff/queue")
    for strange in STRANGE:
        answer = furnished.officer.client.get("/staff/queue", params={"q": strange})
        assert answer.status_code == (404 if strange == "\x00" else 200)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "HEAD", "OPTIONS", "POST"])
def test_other_methods_find_nothing_to_do(world: World, furnished: Furnished, method: str) -> None:
    before = contents(world, but=MAY_CHANGE)
    for path in ("/my", "/", f"/my/{furnished.paid_number}", "/staff/queue", "/static/x/app.css"):
        answer = furnished.owner.client.request(method, path)
        assert answer.status_code in {200, 403, 404, 405}, path
    assert contents(world, but=MAY_CHANGE) == before


def test_a_host_that_is_not_ours_is_shown_the_way(world: World) -> None:
    """Must catch: pages, and links in mails, made for a host that somebody else named."""
    address = f"http://127.0.0.1:{world.ports.first}/my"
    answer = httpx.get(address, headers={"host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{world.url}/my"
