"""Files that are not what they say, and names that want to go elsewhere."""

import io
from collections.abc import Iterator

import pytest

from app.files.models import StoredFile
from tests.files import corpus
from tests.hostile.places import Place, open_place
from tests.world import World

NAMES = {
    "../../../etc/passwd.jpg": "passwd.jpg",
    "..\\..\\windows\\system32\\photo.jpg": "photo.jpg",
    "\u202egpj.exe": "gpj.exe.jpg",
    "\x1b[31ma.jpg": "[31ma.jpg",
    "<img src=x onerror=alert(1)>.jpg": "_img src=x onerror=alert(1)_.jpg",
    "CON.jpg": "_CON.jpg",
    "写真" * 200 + ".jpg": None,
    "photo.jpg.exe": "photo.jpg.exe.jpg",
}


@pytest.fixture
def photos(world: World) -> Iterator[Place]:
    opened = open_place(world, "disaster_certificate", "photos")
    opened.resident.opens(opened.path)
    yield opened
    opened.resident.close()


def stored(place: Place) -> list[str]:
    with place.world.office.database.read() as session:
        mine = session.query(StoredFile).where(StoredFile.subject_id == place.application_id)
        return [file.display_name for file in mine.order_by(StoredFile.position)]


def sends(place: Place, name: str, content: bytes, expected: int) -> None:
    place.resident.sends("選んだものを送る", files=[("photos", (name, content))], expected=expected)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("photo.jpg", b"", "中身がありません"),
        ("photo.jpg", corpus.HTML, "Webページのファイル"),
        ("photo.svg", corpus.SVG, "Webページのファイル"),
        ("photo.jpg", corpus.GIF_AND_SCRIPT, "この種類の画像"),
        ("photo.jpg", corpus.PROGRAM, "プログラム"),
        ("photo.jpg", corpus.ARCHIVE, "Word・Excel・ZIP"),
        ("photo.jpg", b"%PDF-1.7\n%%EOF", "写真だけ"),
        ("photo.jpg", b"\xff\xd8\xff" + bytes(100), "こわれているか"),
        ("photo.jpg", b"just words", "この種類のファイル"),
        ("large.jpg", b"\xff\xd8\xff" + bytes(25_000_000), "20MB"),
    ],
    ids=["empty", "html", "svg", "gif", "program", "zip", "pdf", "broken", "text", "25 MB"],
)
def test_what_is_no_photo_is_refused_at_its_field(
    photos: Place, name: str, content: bytes, says: str
) -> None:
    """Must catch: a type believed because of its name; a refusal that does not say what to do instead."""
    sends(photos, name, content, 422)
    assert says in photos.resident.complaints["photos"]
    assert says in photos.resident.said_at("photos")
    assert stored(photos) == []


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_leads_nowhere(photos: Place, name: str) -> None:
    """Must catch: a path, a turned name or markup in what is shown and downloaded."""
    body = io.BytesIO(corpus.photo())
    photos.resident.sends("選んだものを送る", files=[("photos", (name, body))])
    (kept,) = stored(photos)
    assert kept == NAMES[name] or (NAMES[name] is None and len(kept) <= 120)
    assert not photos.resident.page.xpath("//*[@onerror]")
    assert kept in photos.resident.text


def test_one_bad_file_does_not_cost_the_good_one(photos: Place) -> None:
    """Must catch: all or nothing, where somebody stands in the rain with a telephone."""
    two = [("photos", ("good.jpg", corpus.photo())), ("photos", ("bad.jpg", b"words"))]
    photos.resident.sends("次へ", files=two, expected=422)
    assert stored(photos) == ["good.jpg"]
    assert "good.jpg" in photos.resident.text


def test_more_files_than_one_may_send_at_once(photos: Place) -> None:
    """I-59g. Must catch: a limit that is only told after everything has been kept."""
    many = [("photos", (f"{index}.jpg", b"\xff\xd8\xff")) for index in range(25)]
    photos.resident.sends("選んだものを送る", files=many, expected=413)
    assert "20個まで" in photos.resident.text
    assert stored(photos) == []


def test_the_eleventh_photo_is_told_at_the_field(photos: Place) -> None:
    """The question takes ten; what is too much can be deleted on the same page."""
    several = [("photos", (f"{width}.jpg", corpus.photo(width, 8))) for width in range(8, 19)]
    photos.resident.sends("選んだものを送る", files=several)
    photos.resident.sends("次へ", expected=422)
    assert "10枚まで" in photos.resident.complaints["photos"]
    photos.resident.sends("消す（8.jpg）")
    photos.resident.sends("次へ")


def test_the_same_photo_twice_is_one(photos: Place) -> None:
    sends(photos, "a.jpg", corpus.photo(), 200)
    sends(photos, "b.jpg", corpus.photo(), 200)
    assert stored(photos) == ["a.jpg"]


def test_a_file_of_another_case_cannot_be_deleted(world: World, photos: Place) -> None:
    """Must catch: `delete_file` that believes an id."""
    other = open_place(world, "disaster_certificate", "photos")
    other.resident.opens(other.path)
    sends(other, "theirs.jpg", corpus.photo(), 200)
    theirs = other.resident.page.xpath("//button[@name='delete_file']/@value")[0]
    for wanted, status in ((theirs, 404), ("no-id", 409), ("", 409)):
        form = photos.resident.form("次へ")
        sent = {**photos.resident.fields_of(form), "delete_file": wanted}
        answer = photos.resident.client.post(form.action, data=sent, files=[("none", ("", b""))])
        assert answer.status_code == status
    assert stored(other) == ["theirs.jpg"]
    other.resident.close()


def test_a_photo_that_is_gone_already_is_deleted_once_more_without_harm(photos: Place) -> None:
    """Two tabs, or two taps. Must catch: 「ページが見つかりません」 for what has been done as asked."""
    sends(photos, "a.jpg", corpus.photo(), 200)
    form = photos.resident.form("次へ")
    wanted = photos.resident.page.xpath("//button[@name='delete_file']/@value")[0]
    sent = {**photos.resident.fields_of(form), "delete_file": wanted}
    for _ in range(2):
        answer = photos.resident.client.post(form.action, data=sent, files=[("none", ("", b""))])
        assert (answer.status_code, answer.url.path) == (200, photos.path)
    assert "a.jpg" not in answer.text


def test_sending_before_choosing_is_told_at_the_field(photos: Place) -> None:
    """Must catch: a button that does nothing and says nothing."""
    photos.resident.sends("選んだものを送る", expected=422)
    assert photos.resident.complaints == {"photos": "送るものを、先に選んでください。"}
    assert photos.resident.said_at("photos").endswith("送るものを、先に選んでください。")


def test_a_page_without_photos_takes_none(world: World) -> None:
    """Must catch: files kept for a page that never asked for any."""
    place = open_place(world, "disaster_certificate", "damage")
    place.resident.opens(place.path)
    token = place.resident.page.xpath("//input[@name='form_token']/@value")[0]
    files = [("photos", ("a.jpg", corpus.photo())), ("cause", ("b.jpg", corpus.photo()))]
    path = place.path.replace("/steps/", "/files/")
    place.resident.client.post(path, data={"form_token": token}, files=files)
    assert stored(place) == []
    place.resident.close()
