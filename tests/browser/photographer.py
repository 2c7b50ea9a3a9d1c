"""Walks like anybody else, with a camera."""

from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image

from tests.browser.walker import Walker

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
MOST_BYTES = 150 * 1024
COVERAGE, NONE = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE  # rare colours count: an error is little red
# What the server draws for a reader who has chosen this mode.
CHOOSE = """mode => {
  document.documentElement.dataset.mode = mode;
  for (const button of document.querySelectorAll('.modes .toggle'))
    button.setAttribute('aria-pressed', button.value === (mode || 'standard'));
}"""


class Photographer(Walker):
    """Walks like anybody else and takes a picture where asked; looking is left to the tests."""

    folder = FOLDER

    def looks(self, name: str, modes: tuple[str, ...] = ()) -> None:
        """Not here."""

    def shoots(self, name: str, *, whole: bool = False, mode: str = "") -> None:
        """The screen, or with `whole` the page. `mode` lasts for this picture only."""
        self.page.wait_for_load_state("networkidle")
        before = self.page.evaluate("document.documentElement.dataset.mode ?? ''")
        self.page.evaluate(CHOOSE, mode or before)
        taken = self.page.screenshot(full_page=whole, caret="initial")
        self.page.evaluate(CHOOSE, before)
        (self.folder / f"{name}.png").write_bytes(_light(taken))


def _light(taken: bytes) -> bytes:
    """The same picture in few colours, which pages have anyway; a very long one smaller too."""
    picture = Image.open(BytesIO(taken)).convert("RGB")
    packed = b""
    for smaller, colours in product((1, 2, 3), (256, 128, 64)):
        size = (picture.width // smaller, picture.height // smaller)
        packed = _packed(
            picture.resize(size, Image.Resampling.LANCZOS).quantize(colours, COVERAGE, dither=NONE)
        )
        if len(packed) <= MOST_BYTES:
            return packed
    raise ValueError(f"a picture of {len(packed)} bytes")


def _packed(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
