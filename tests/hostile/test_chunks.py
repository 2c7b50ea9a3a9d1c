"""The addresses of pieces, spoken to by somebody else's program."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from app.files.chunks import CHUNK_BYTES
from app.files.models import StoredFile, Upload, UploadChunk
from app.files.virus_scan import EICAR
from tests.files import corpus
from tests.hostile.places import Place, open_place
from tests.hostile.sending import Sender, digest
from tests.world import World


def large_photo() -> bytes:
    """Two pieces and a bit."""
    return corpus.photo() + bytes(2 * CHUNK_BYTES)


@pytest.fixture
def photos(world: World) -> Iterator[Place]:
    opened = open_place(world, "disaster_certificate", "photos")
    yield opened
    opened.resident.close()


def stored(place: Place) -> list[str]:
    with place.world.office.database.read() as session:
        mine = session.query(StoredFile).where(StoredFile.subject_id == place.application_id)
        return [file.display_name for file in mine.order_by(StoredFile.position)]


def waiting(place: Place) -> int:
    with place.world.office.database.read() as session:
        return session.query(Upload).where(Upload.subject_id == place.application_id).count()


def test_a_photo_in_pieces_arrives_as_one(photos: Place) -> None:
    """I-59f. Must catch: another way in, past the cleaning, the scan or the limits of whole files."""
    sender = Sender(photos, large_photo())
    assert sender.sends_all().json() == {"received": True}
    assert stored(photos) == ["屋根.jpg"]
    assert sender.announces().json() == {"received": True}
    assert Sender(photos, large_photo(), "同じ写真.jpg").announces().json() == {"received": True}
    assert waiting(photos) == 0
    photos.resident.opens(photos.path)
    assert "屋根.jpg" in photos.resident.text


def test_what_arrived_before_the_line_broke_is_not_asked_for_again(photos: Place) -> None:
    """I-59f. Must catch: a receipt before the bytes are down, pieces counted that are not whole."""
    sender = Sender(photos, large_photo())
    begun = sender.announces().json()
    assert begun["missing"] == [0, 1, 2]
    for position in (2, 0, 0):
        sender.sends(begun["upload"], position)
    assert sender.finishes(begun["upload"]).status_code == 409
    again = Sender(photos, large_photo()).announces().json()
    assert again == {"upload": begun["upload"], "missing": [1]}
    sender.sends(begun["upload"], 1)
    assert stored(photos) == []
    assert sender.finishes(begun["upload"]).json() == {"received": True}
    assert sender.finishes(begun["upload"]).status_code == 404
    assert stored(photos) == ["屋根.jpg"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (corpus.HTML, "Webページのファイル"),
        (corpus.pdf(), "写真だけ"),
        (corpus.photo()[:3000], "途中で切れて"),
        (corpus.photo() + EICAR, "ウイルス"),
    ],
    ids=["html", "pdf", "cut", "virus"],
)
def test_what_is_refused_whole_is_refused_in_pieces(photos: Place, content: bytes, says: str) -> None:
    """Must catch: a refusal as a page for machines, or one that keeps the bad file waiting to be tried again."""
    answer = Sender(photos, content).sends_all()
    assert answer.status_code == 422
    assert says in answer.json()["refused"]
    assert (stored(photos), waiting(photos)) == ([], 0)


def test_what_is_announced_badly_begins_nothing(photos: Place) -> None:
    sender = Sender(photos, large_photo())
    for changes in ({"size": "0"}, {"size": str(21 * 1024 * 1024)}):
        answer = sender.announces(**changes)
        assert answer.status_code == 422
        assert answer.json()["refused"]
    for changes in ({"size": "-1"}, {"size": ""}, {"size": "１"}, {"size": "9" * 30}, {"sha256": "none"}):
        assert sender.announces(**changes).status_code == 422
    assert waiting(photos) == 0


def test_a_piece_that_is_none_is_kept_nowhere(photos: Place) -> None:
    """Must catch: bytes in the store for whoever posts anything."""
    sender = Sender(photos, large_photo())
    upload = sender.announces().json()["upload"]
    piece = large_photo()[:CHUNK_BYTES]
    bad = {
        "no chunk": sender.post(f"/{upload}/0", {"sha256": digest(piece)}),
        "too long": sender.post(f"/{upload}/0", {"sha256": digest(piece + b"x")}, piece + b"x"),
        "other digest": sender.post(f"/{upload}/0", {"sha256": digest(b"")}, piece),
        "no such place": sender.post(f"/{upload}/3", {"sha256": digest(piece)}, piece),
        "no number": sender.post(f"/{upload}/first", {"sha256": digest(piece)}, piece),
    }
    assert {
        what: answer.status_code for what, answer in bad.items() if answer.status_code not in (404, 422)
    } == {}
    with photos.world.office.database.read() as session:
        assert session.query(UploadChunk).where(UploadChunk.upload_id == UUID(upload)).count() == 0


def test_nobody_sends_into_another_s_case(world: World, photos: Place) -> None:
    """Must catch: an upload found by its id alone, a page that takes no photos, a question that is no photo."""
    sender = Sender(photos, large_photo())
    upload = sender.announces().json()["upload"]
    other = open_place(world, "disaster_certificate", "photos")
    stranger = Sender(other, large_photo())
    assert stranger.sends(upload, 0).status_code == 404
    assert stranger.finishes(upload).status_code == 404
    stranger.base = sender.base
    for answer in (stranger.announces(), stranger.sends(upload, 0), stranger.finishes(upload)):
        assert answer.status_code == 404
    for path in ("/uploads/damage/photos", "/uploads/photos/cause", "/uploads/photos/nothing"):
        sender.base = f"/apply/{photos.application_id}{path}"
        assert sender.announces().status_code == 409
    assert waiting(photos) == 1
    other.resident.close()
