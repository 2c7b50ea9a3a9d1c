"""In the child process: any picture → an upright JPEG that holds its pixels and nothing else."""

import io
import warnings

import pillow_heif
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from app.files.child_protocol import GivenBack, Sanitised, Task, Why

LONG_SIDE = 2048
THUMBNAIL_SIDE = 320
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
_PROFILE_BYTES = 4 * 1024 * 1024
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.createProfile("sRGB")


def clean_picture(content: bytes, task: Task) -> Sanitised:
    """Raises GivenBack; MemoryError is the caller's."""
    Image.MAX_IMAGE_PIXELS = None  # ours is checked below, before a pixel is decoded
    warnings.simplefilter("ignore")
    if task.media_type == "image/heic":
        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = 1
    picture = _plain(_upright(_opened(content, task)))
    thumbnail = picture.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Sanitised(
        media_type="image/jpeg",
        copy=_jpeg(picture, 88),
        thumbnail=_jpeg(thumbnail, 80),
        width=picture.width,
        height=picture.height,
    )


def _opened(content: bytes, task: Task) -> Image.Image:
    """Decoded, at most LONG_SIDE long."""
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=[_FORMATS[task.media_type]])
        if picture.width * picture.height > task.pixels:
            raise GivenBack(Why.TOO_MANY_PIXELS)
        # JPEG can be decoded at a fraction of its size; other formats ignore this.
        picture.draft(None, (LONG_SIDE, LONG_SIDE))
        picture.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as cause:
        raise GivenBack(Why.BROKEN) from cause
    if picture.mode.startswith("I"):
        picture = picture.point(lambda level: level / 256).convert("L")  # scanners write 16 bits of grey
    elif picture.mode in {"P", "PA", "1"}:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    picture.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=2.0)
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held. HEIC arrives upright already."""
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a photo is no worse for a broken tag, and there are many ways to break one
        return picture
    return picture if turn is None else picture.transpose(turn)


def _plain(picture: Image.Image) -> Image.Image:
    """The same colours in sRGB, on white where it was transparent; no metadata of any kind."""
    if picture.mode in {"RGBA", "LA", "RGBa", "La"}:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        plain = paper
    else:
        plain = _in_srgb(picture)
    plain.info.clear()
    return plain


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and len(profile) <= _PROFILE_BYTES:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return picture.convert("RGB")  # a profile that lies about its picture
        return converted or picture.convert("RGB")
    return picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
