"""Files as people and attackers send them, made on the spot; nobody's real photo."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from app.files.virus_scan import EICAR

pillow_heif.register_heif_opener()

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
GIF_AND_SCRIPT = b"GIF89a/*\x00\x00\x00\x00\x00\x00\x00\x00*/=1;alert(1)//;"
PROGRAM = b"MZ" + bytes(200)
ARCHIVE = b"PK\x03\x04" + bytes(200)


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def scene(width: int = 640, height: int = 480) -> Image.Image:
    """Red at the top left, blue elsewhere: whoever turns it can tell."""
    picture = Image.new("RGB", (width, height), (20, 40, 200))
    picture.paste((220, 20, 20), (0, 0, width // 2, height // 2))
    return picture


def photo(width: int = 640, height: int = 480) -> bytes:
    return encoded(scene(width, height), "JPEG")


def exif_of_a_telephone(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-MAKER"
    exif.get_ifd(0x8769).update({0xA431: "SECRET-SERIAL", 0x9286: "SECRET-COMMENT"})
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 22.0), 3: "E", 4: (139.0, 41.0, 30.0)})
    return exif


def photo_that_tells(orientation: int = 1) -> bytes:
    """EXIF with GPS and a serial number, XMP, a comment and a colour profile with words in it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        scene(),
        "JPEG",
        exif=exif_of_a_telephone(orientation),
        xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>",
        comment=b"SECRET-COMMENT",
        icc_profile=profile,
    )


def photo_with_a_comment() -> bytes:
    """No colour profile: the way through the converter is another one."""
    return encoded(scene(), "JPEG", comment=b"SECRET-COMMENT", xmp=b"SECRET-XMP", exif=exif_of_a_telephone())


def iphone_photo(orientation: int = 1) -> bytes:
    """The turn stands in two places, as on a telephone: in EXIF and in the container."""
    return encoded(scene(), "HEIF", exif=exif_of_a_telephone(orientation).tobytes())


def png_of_zeros(width: int, height: int) -> bytes:
    """A PNG of any claimed size without needing the memory for it."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width)) for _ in range(height)) + packer.flush()
    return _png(width, height, rows)


def png_bomb() -> bytes:
    """Claims 2.5 billion pixels."""
    return _png(50_000, 50_000, zlib.compress(bytes(1000)))


def _png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **saving: Any) -> bytes:
    """Pages with the word PAGE on them; `change` may add what it likes before it is saved."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Contents = made.make_stream(b"BT /F1 24 Tf 72 700 Td (PAGE) Tj ET")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out, **saving)
    return out.getvalue()


def pdf_that_acts() -> bytes:
    return pdf(2, _arm)


def locked_pdf(user: str = "secret") -> bytes:
    return pdf(1, encryption=pikepdf.Encryption(owner="owner", user=user))


def infected_pdf() -> bytes:
    return pdf() + b"\n% " + EICAR


def _arm(made: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('EVIL')"))
    launch = Dictionary(S=Name.Launch, F=String("EVIL.exe"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("EVIL"))
    made.attachments["EVIL.exe"] = b"EVIL"
    page = made.pages[0].obj
    page.AA = Dictionary(O=launch)
    web = Dictionary(S=Name.URI, URI=String("https://evil.example/"))
    links = [Dictionary(Subtype=Name.Link, Rect=[0, 0, 99, 99], A=action) for action in (launch, web)]
    page.Annots = Array([made.make_indirect(link) for link in links])
    page.Resources.XObject = Dictionary(
        A=_picture(made, Name.DCTDecode), B=_picture(made, Array([Name.DCTDecode]))
    )
    page.Contents = made.make_stream(b"q 640 0 0 480 0 0 cm /A Do /B Do Q")
    made.docinfo[Name.Author] = "SECRET-AUTHOR"


def _picture(made: pikepdf.Pdf, filters: pikepdf.Object) -> pikepdf.Stream:
    stream = made.make_stream(
        photo_that_tells(), Type=Name.XObject, Subtype=Name.Image, Width=640, Height=480
    )
    stream.stream_dict.update(
        {Name.Filter: filters, Name.ColorSpace: Name.DeviceRGB, Name.BitsPerComponent: 8}
    )
    return stream
