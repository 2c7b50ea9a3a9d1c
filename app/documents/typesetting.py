"""Our door to typst: one compiler with our fonts, used by one thread at a time."""

import threading
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pylopdf_fonts_jp
import typst

from app.errors import Unavailable

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"

# Longer than any document takes, shorter than people wait.
PATIENCE_SECONDS = 15.0

_one_at_a_time = threading.Lock()


class TookTooLong(Unavailable):
    """Nothing was made: what comes out late is thrown away, and never handed to whoever asks next."""

    message = "書類を作るのに時間がかかっています。少し待ってから、もう一度開いてください。"


@cache
def compiler() -> typst.Compiler:
    """With the fonts of the wheel only: what the host has installed must not change a document."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[pylopdf_fonts_jp.sans_path().parent],
    )
    return typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)


def typeset(template: str, values: str, made_at: datetime) -> bytes:
    """PDF for people (PDF/UA-1) and for the archive (PDF/A-2a); `values` is JSON, of which nothing is run.

    Raises TookTooLong, typst.TypstError for a template or values that do not fit, ValueError for a naive `made_at`.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    if made_at.tzinfo is None:
        raise ValueError("made_at must be aware")
    if not _one_at_a_time.acquire(timeout=PATIENCE_SECONDS):
        raise TookTooLong
    try:
        made = compiler().compile(
            TEMPLATES / f"{template}.typ",
            format="pdf",
            sys_inputs={"data": values},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),  # it refuses parts of a second
        )
    finally:
        _one_at_a_time.release()
    if time.monotonic() > until:
        raise TookTooLong
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    return made
