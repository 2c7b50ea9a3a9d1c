"""Any picture people send → an upright JPEG that tells nothing but what is to be seen."""

import io
import resource
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageCms

from app.files import refusals
from app.files.child_protocol import Sanitised
from app.files.images import sanitise
from app.files.kinds import FileKind, FileLimits
from app.files.refusals import FileRefused
from app.language import Message
from tests.files import corpus

RED, BLUE = (220, 20, 20), (20, 40, 200)


def picture_in(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content))


def looks_like(seen: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(seen, tuple)
    return all(abs(a - b) < 12 for a, b in zip(seen, wanted, strict=True))


def refusal_of(kind: FileKind, content: bytes, limits: FileLimits) -> Message:
    with pytest.raises(FileRefused) as refused:
        sanitise(kind, content, limits)
    return refused.value.said


@pytest.mark.parametrize(
    ("kind", "made_of"),
    [
        (FileKind.JPEG, lambda: corpus.photo(4000, 3000)),
        (FileKind.PNG, lambda: corpus.encoded(corpus.scene(4000, 3000), "PNG")),
        (FileKind.WEBP, lambda: corpus.encoded(corpus.scene(4000, 3000), "WEBP")),
        (FileKind.HEIC, lambda: corpus.encoded(corpus.scene(4000, 3000), "HEIF")),
        (FileKind.JPEG, lambda: corpus.encoded(corpus.scene(4000, 3000), "JPEG", progressive=True)),
        (FileKind.JPEG, lambda: corpus.encoded(corpus.scene(4000, 3000).convert("CMYK"), "JPEG")),
        (FileKind.PNG, lambda: corpus.encoded(corpus.scene(4000, 3000).convert("P"), "PNG")),
        (FileKind.JPEG, lambda: corpus.encoded(corpus.scene(4000, 3000), "MPO", save_all=True)),
    ],
    ids=["jpeg", "png", "webp", "heic", "progressive", "cmyk", "palette", "two-in-one"],
)
def test_every_kind_becomes_a_jpeg_of_bounded_size(
    kind: FileKind, made_of: Callable[[], bytes], limits: FileLimits
) -> None:
    """I-59c. Must catch: a kind that is only known by its name; a copy as large as what was sent."""
    made = sanitise(kind, made_of(), limits)
    copy, thumbnail = picture_in(made.copy), picture_in(made.thumbnail)
    assert (made.media_type, copy.format, copy.mode) == ("image/jpeg", "JPEG", "RGB")
    assert (made.width, made.height) == copy.size == (2048, 1536)
    assert thumbnail.size == (320, 240)
    assert looks_like(copy.getpixel((100, 100)), RED)
    assert looks_like(copy.getpixel((1900, 1400)), BLUE)


def test_a_small_picture_is_not_blown_up(limits: FileLimits) -> None:
    made = sanitise(FileKind.JPEG, corpus.photo(200, 100), limits)
    assert (made.width, made.height) == (200, 100)
    assert picture_in(made.thumbnail).size == (200, 100)


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (640, 480), (50, 50)),
        (3, (640, 480), (590, 430)),
        (6, (480, 640), (430, 50)),
        (8, (480, 640), (50, 590)),
    ],
)
def test_the_picture_stands_as_the_camera_was_held(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int], limits: FileLimits
) -> None:
    """I-59c. Must catch: stripping the orientation without applying it, turning the other way, turning twice."""
    sent = {
        FileKind.JPEG: corpus.photo_that_tells(orientation),
        FileKind.HEIC: corpus.iphone_photo(orientation),
    }
    for kind, content in sent.items():
        made = sanitise(kind, content, limits)
        assert (made.width, made.height) == size
        assert looks_like(picture_in(made.copy).getpixel(red_at), RED)


@pytest.mark.parametrize(
    "content",
    [corpus.photo_that_tells(6), corpus.photo_with_a_comment(), corpus.iphone_photo()],
    ids=["profile", "comment", "heic"],
)
def test_neither_copy_nor_thumbnail_tells_where_when_or_with_what(content: bytes, limits: FileLimits) -> None:
    """I-59b. Must catch: passing exif=, xmp=, comment= or icc_profile= on to the copy."""
    kind = FileKind.HEIC if content[4:8] == b"ftyp" else FileKind.JPEG
    assert b"SECRET" in content
    made = sanitise(kind, content, limits)
    for copy in (made.copy, made.thumbnail or b""):
        assert b"SECRET" not in copy
        assert b"Exif" not in copy
        assert not picture_in(copy).getexif()
        assert set(picture_in(copy).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_was_transparent_is_white(limits: FileLimits) -> None:
    clear = corpus.encoded(Image.new("RGBA", (100, 100), (0, 0, 0, 0)), "PNG")
    made = sanitise(FileKind.PNG, clear, limits)
    assert looks_like(picture_in(made.copy).getpixel((50, 50)), (255, 255, 255))


def test_sixteen_bits_of_grey_stay_grey(limits: FileLimits) -> None:
    """Must catch: cutting at 255, which makes every scanned page white."""
    grey = corpus.encoded(Image.new("I;16", (100, 100), 0x8000), "PNG")
    made = sanitise(FileKind.PNG, grey, limits)
    assert looks_like(picture_in(made.copy).getpixel((50, 50)), (128, 128, 128))


def test_colours_are_brought_to_those_of_the_screen(limits: FileLimits) -> None:
    """Must catch: throwing the profile away unread, and falling over one that is none."""
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"____").replace(b"bXYZ", b"rXYZ").replace(b"____", b"bXYZ")
    odd = sanitise(FileKind.PNG, corpus.encoded(corpus.scene(), "PNG", icc_profile=swapped), limits)
    assert looks_like(picture_in(odd.copy).getpixel((50, 50)), (RED[2], RED[1], RED[0]))
    lying = sanitise(FileKind.PNG, corpus.encoded(corpus.scene(), "PNG", icc_profile=b"no profile"), limits)
    assert looks_like(picture_in(lying.copy).getpixel((50, 50)), RED)


def test_a_picture_cut_off_is_refused_with_what_to_do(limits: FileLimits) -> None:
    """I-59c. Must catch: a grey half of a photo taken for the photo."""
    for kind, content in ALL_KINDS:
        said = refusal_of(kind, content[: len(content) * 9 // 10], limits)
        assert said == refusals.BROKEN_PICTURE, kind


ALL_KINDS = (
    (FileKind.JPEG, corpus.photo(1000, 800)),
    (FileKind.PNG, corpus.encoded(corpus.scene(), "PNG")),
    (FileKind.WEBP, corpus.encoded(corpus.scene(), "WEBP")),
    (FileKind.HEIC, corpus.encoded(corpus.scene(), "HEIF")),
)


def test_a_file_that_only_begins_like_a_picture_is_refused(limits: FileLimits) -> None:
    for kind, content in ALL_KINDS:
        assert refusal_of(kind, content[:40] + corpus.HTML * 50, limits) == refusals.BROKEN_PICTURE


def test_what_hangs_on_a_picture_does_not_reach_the_copy(limits: FileLimits) -> None:
    """I-59. Must catch: bytes behind the end of a picture carried on."""
    made = sanitise(FileKind.JPEG, corpus.photo() + corpus.ARCHIVE + corpus.HTML, limits)
    assert b"<script>" not in made.copy
    assert b"PK\x03\x04" not in made.copy


def test_a_bomb_is_refused_before_it_is_unpacked(limits: FileLimits) -> None:
    """I-58. Must catch: decoding before looking at the size that the file itself claims."""
    assert refusal_of(FileKind.PNG, corpus.png_bomb(), limits) == refusals.TOO_MANY_PIXELS


def test_the_pixels_of_a_telephone_are_taken_and_the_next_one_is_not(limits: FileLimits) -> None:
    """108 million pixels as JPEG, 50 as anything else."""
    tight = replace(limits, pixels=640 * 480, jpeg_pixels=640 * 480)
    assert sanitise(FileKind.PNG, corpus.encoded(corpus.scene(), "PNG"), tight).width == 640
    tighter = replace(limits, pixels=640 * 480 - 1, jpeg_pixels=640 * 480)
    assert (
        refusal_of(FileKind.PNG, corpus.encoded(corpus.scene(), "PNG"), tighter) == refusals.TOO_MANY_PIXELS
    )
    assert sanitise(FileKind.JPEG, corpus.photo(), tighter).width == 640
    assert limits.jpeg_pixels >= 12_000 * 9_000


def sanitised_108_megapixels(limits: FileLimits) -> Sanitised:
    row = Image.new("L", (12_000, 9_000), 200)
    return sanitise(FileKind.JPEG, corpus.encoded(row, "JPEG", quality=50), limits)


def test_a_hundred_and_eight_megapixels_are_taken(limits: FileLimits) -> None:
    made = sanitised_108_megapixels(limits)
    assert (made.width, made.height) == (2048, 1536)


def test_the_parent_does_not_grow_with_the_picture(limits: FileLimits) -> None:
    """Must catch: decoding in this process: 49 million pixels of grey are 49 million bytes here."""
    content = corpus.png_of_zeros(7_000, 7_000)
    sanitise(FileKind.PNG, corpus.png_of_zeros(10, 10), limits)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = sanitise(FileKind.PNG, content, limits)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (made.width, made.height) == (2048, 2048)
    assert (after - before) * 1024 < 10_000_000
