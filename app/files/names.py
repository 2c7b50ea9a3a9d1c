"""The name a file is shown and downloaded under: what the sender called it, minus what could mislead."""

import unicodedata

import regex  # type: ignore[import-untyped]

from app.files.kinds import FileKind

LONGEST = 120  # grapheme clusters, extension included

_CONTROLS = regex.compile(r"[\p{C}\p{Zl}\p{Zp}--[\u200d]]|\p{Bidi_Control}", regex.V1)
_RESERVED_CHARACTERS = regex.compile(r'[<>:"|?*]')
_RESERVED_NAMES = regex.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?=\.|$)", regex.IGNORECASE)
_EDGES = " .\u3000"
# Compatibility ideographs are somebody's name; NFC would swap them for others.
_COMPOSABLE = regex.compile(r"[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def cleaned_name(given: str, kind: FileKind) -> str:
    """Empty when nothing is left of it; otherwise it ends with an extension of its true kind.

    No path, nothing invisible or turning the direction of writing, nothing Windows forbids. macOS sends kana
    in pieces: they are put together.
    """
    last = regex.split(r"[/\\]", given)[-1]
    visible = _RESERVED_CHARACTERS.sub("_", _CONTROLS.sub("", last))
    composed = _COMPOSABLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), visible)
    stem, extension = _divided(composed.rstrip(_EDGES), kind)
    stem = stem.strip(_EDGES)
    if not stem:
        return ""
    safe = f"_{stem}" if _RESERVED_NAMES.match(stem) else stem
    return "".join(regex.findall(r"\X", safe)[: LONGEST - len(extension)]) + extension


def default_name(kind: FileKind, position: int) -> str:
    """写真1.jpg, 書類2.pdf: for a file that came without a name; positions count from 1."""
    noun = "書類" if kind is FileKind.PDF else "写真"
    return f"{noun}{position}{kind.extensions[0]}"


def name_of_copy(name: str, kind: FileKind) -> str:
    """The same name for the sanitised copy: IMG_1.HEIC → IMG_1.jpg."""
    if kind in {FileKind.PDF, FileKind.JPEG}:
        return name
    return _divided(name, kind)[0] + FileKind.JPEG.extensions[0]


def _divided(name: str, kind: FileKind) -> tuple[str, str]:
    """Stem and extension as written, or the kind's usual one when the name ends otherwise."""
    for extension in kind.extensions:
        if name.lower().endswith(extension):
            return name[: -len(extension)], name[-len(extension) :]
    return name, kind.extensions[0]
