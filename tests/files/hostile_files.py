"""The corpus: every kind of file that people and attackers send, and what is to become of each."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, PngImagePlugin

from tests.files import corpus

STORED = ""
BROKEN, BROKEN_PDF, WEB_PAGE = "途中で切れて", "PDFのファイルがこわれて", "Webページのファイル"
OFFICE, OTHER_PICTURE, PIXELS = "Word・Excel・ZIP", "この種類の画像", "写真が大きすぎて"


@dataclass(frozen=True)
class Sent:
    """`ends` as STORED, or with a message in which these words stand; several where either is right."""

    name: str
    make: Callable[[], bytes]
    ends: str | tuple[str, ...] = STORED

    @property
    def endings(self) -> tuple[str, ...]:
        return self.ends if isinstance(self.ends, tuple) else (self.ends,)


def zip_bomb() -> bytes:
    """A hundred megabytes of nothing, in a hundred kilobytes; inside another."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(100_000_000))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("again.zip", inner.getvalue())
    return outer.getvalue()


def gif_of_frames(frames: int = 10_000) -> bytes:
    """One pixel each."""
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    frame = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return head + frame * frames + b"\x3b"


def animated(form: str, frames: int = 60) -> bytes:
    shades = [Image.new("RGB", (64, 64), (shade, 0, 0)) for shade in range(frames)]
    return corpus.encoded(shades[0], form, save_all=True, append_images=shades[1:], duration=20)


def png_with_words(times: int = 10) -> bytes:
    """Text, compressed text that may unfold to twelve megabytes, and EXIF."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "SECRET-WORDS")
    words.add_text("Bomb", "SECRET" * times, zip=True)
    return corpus.encoded(corpus.scene(), "PNG", pnginfo=words, exif=corpus.exif_of_a_telephone())


def photo_of_108_megapixels() -> bytes:
    return corpus.encoded(Image.new("RGB", (12_000, 9_000), (90, 120, 160)), "JPEG", quality=40)


def pdf_of_objects(count: int = 1_000_000) -> bytes:
    """A million objects in some hundred kilobytes: one stream of nulls, and a table that names each of them."""
    first = 4
    index = b" ".join(b"%d %d" % (first + at, 2 * at) for at in range(count)) + b" "
    packed = zlib.compress(index + b"1 " * count, 9)
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n",
        b"3 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n"
        % (count, len(index), len(packed))
        + packed
        + b"\nendstream\nendobj\n",
    ]
    body, places = b"%PDF-1.5\n", []
    for part in parts:
        places.append(len(body))
        body += part
    rows = [struct.pack(">BIH", 0, 0, 65535), *(struct.pack(">BIH", 1, place, 0) for place in places)]
    rows += [struct.pack(">BIH", 2, 3, min(at, 65535)) for at in range(count)]
    table = zlib.compress(b"".join(rows), 9)
    size = first + count
    last = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % (
        size, size, len(table),
    )  # fmt: skip
    return body + last + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)


def deep_pdf() -> bytes:
    """An array in an array, a hundred thousand times."""
    return corpus.pdf().replace(
        b"/Type /Catalog", b"/Deep " + b"[" * 100_000 + b"]" * 100_000 + b"/Type /Catalog"
    )


def cut(content: bytes) -> bytes:
    return content[: len(content) * 9 // 10]


def large_photo() -> bytes:
    """Twenty megabytes to the byte: what the limit allows is taken."""
    given = corpus.photo()
    return given + bytes(20 * 1024 * 1024 - len(given))


PHOTO, HEIC = corpus.photo, lambda: corpus.encoded(corpus.scene(), "HEIF")
PICTURES = (
    Sent("bomb.png", corpus.png_bomb, PIXELS),
    Sent("seven-thousand.png", lambda: corpus.png_of_zeros(7_000, 7_000)),
    Sent("frames.gif", gif_of_frames, OTHER_PICTURE),
    Sent("frames.png", lambda: animated("PNG")),
    Sent("frames.webp", lambda: animated("WEBP")),
    Sent("script.gif", lambda: corpus.GIF_AND_SCRIPT, OTHER_PICTURE),
    Sent("photo-and-zip.jpg", lambda: PHOTO() + zip_bomb()),
    Sent("photo-and-page.jpg", lambda: PHOTO() + corpus.HTML),
    Sent("cut.jpg", lambda: cut(corpus.encoded(Image.effect_noise((1200, 900), 60), "JPEG")), BROKEN),
    Sent("cut.png", lambda: cut(corpus.encoded(corpus.scene(), "PNG")), BROKEN),
    Sent("cut.heic", lambda: cut(HEIC()), BROKEN),
    Sent("cut.webp", lambda: cut(corpus.encoded(corpus.scene(), "WEBP")), BROKEN),
    Sent("IMG_0001.HEIC", corpus.iphone_photo),
    Sent("photo.webp", lambda: corpus.encoded(corpus.scene(), "WEBP")),
    Sent("cmyk.jpg", lambda: corpus.encoded(corpus.scene().convert("CMYK"), "JPEG")),
    Sent("progressive.jpg", lambda: corpus.encoded(corpus.scene(), "JPEG", progressive=True)),
    Sent("108.jpg", photo_of_108_megapixels),
    Sent("tells.jpg", lambda: corpus.photo_that_tells(6)),
    Sent("words.png", png_with_words),
    Sent("bomb-of-words.png", lambda: png_with_words(2_000_000), BROKEN),
    Sent("twenty-megabytes.jpg", large_photo),
)
OTHERS = (
    Sent("empty.jpg", lambda: b"", "中身がありません"),
    Sent("fifty-megabytes.jpg", lambda: bytes(50_000_000), "20MB"),
    Sent("letter.docx", zip_bomb, OFFICE),
    Sent("archive.zip", zip_bomb, OFFICE),
    Sent("page.html", lambda: corpus.HTML, WEB_PAGE),
    Sent("drawing.svg", lambda: corpus.SVG, WEB_PAGE),
    Sent("virus.jpg", corpus.infected_pdf, "ウイルス"),
)
PDFS = (
    Sent("acts.pdf", corpus.pdf_that_acts),
    Sent("locked.pdf", corpus.locked_pdf, "パスワード"),
    Sent("page.pdf", lambda: b"%PDF-1.7\n" + corpus.HTML, BROKEN_PDF),
    Sent("page-after.pdf", lambda: corpus.pdf() + corpus.HTML),
    Sent("cut.pdf", lambda: cut(corpus.pdf(5)), (STORED, BROKEN_PDF)),
    Sent("no-table.pdf", lambda: corpus.pdf().replace(b"startxref", b"startxxxx")),
    Sent(
        "wrong-table.pdf",
        lambda: corpus.pdf().replace(b"startxref\n", b"startxref\n9999999"),
        (STORED, BROKEN_PDF),
    ),
    Sent("million.pdf", pdf_of_objects, (BROKEN_PDF, "開けませんでした")),
    Sent("deep.pdf", deep_pdf, (STORED, BROKEN_PDF, "開けませんでした")),
)
NAMES = tuple(
    Sent(name, PHOTO)
    for name in (
        "photo.jpg.exe",
        "屋根\x00.jpg",
        "../../../etc/passwd",
        "写真" * 42 + ".jpg",
        "photo\u202egpj.exe",
        "CON.jpg",
        "NUL",
    )
)
EVERYTHING = (*PICTURES, *OTHERS, *PDFS, *NAMES)
