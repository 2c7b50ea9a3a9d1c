"""The static files: their weight, their origin, and what they must not do."""

import gzip
import re
from hashlib import sha256

import pytest

from tests.looks.stage import STATIC

HTMX_4_0_1 = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


def source(name: str) -> str:
    return (STATIC / name).read_text()


@pytest.mark.parametrize(
    ("name", "most_bytes"),
    [
        ("app.css", 12 * 1024),
        ("htmx.min.js", 14 * 1024),
        ("app.js", 3 * 1024),
        ("session.js", 1024),
        ("verify.js", 512),
        ("icons.svg", 4 * 1024),
        ("favicon.svg", 1024),
    ],
)
def test_a_file_is_light_enough_for_one_bar_of_signal(name: str, most_bytes: int) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)) <= most_bytes


def test_our_script_is_small_even_unpacked() -> None:
    assert len(source("app.js").encode()) <= 4.5 * 1024


def test_htmx_is_the_published_file_unchanged() -> None:
    assert sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() == HTMX_4_0_1


def test_what_others_wrote_has_its_licence_beside_it() -> None:
    assert "Zero-Clause BSD" in source("htmx.LICENSE.txt")
    assert "デジタル庁" in source("design-tokens.LICENSE.txt")


def test_the_script_keeps_nothing_in_the_browser() -> None:
    """Mutation: typed answers mirrored to storage, where the next person at a shared terminal finds them."""
    for ours in STATIC.glob("*.js"):
        if ours.name != "htmx.min.js":
            script = ours.read_text()
            assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.", script)
            assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML", script)


def test_the_style_asks_nobody_else_for_anything() -> None:
    assert not re.search(r"url\(|@import|@font-face|https?:", source("app.css"))


def test_every_property_that_is_used_is_defined() -> None:
    """Mutation: a token misspelt, which makes a colour vanish without a word."""
    style = source("app.css")
    defined = set(re.findall(r"(?m)^\s*(--[\w-]+):", style)) | set(re.findall(r"[{;] ?(--[\w-]+):", style))
    assert set(re.findall(r"var\((--[\w-]+)[),]", style)) - defined == set()


def test_the_device_and_the_cookie_give_the_same_dark() -> None:
    """Mutation: a colour changed in one of the two places only."""
    rule = r'(?:\[data-mode="dark"\]|:root:not\(\[data-mode\]\)) \{(.*?)\}'
    chosen, by_device = re.findall(rule, source("app.css"), re.DOTALL)
    assert chosen.split() == by_device.split()


def test_no_text_is_smaller_than_fourteen_pixels() -> None:
    sizes = [float(size) for size in re.findall(r"--font-size-\d+: ([\d.]+)rem", source("app.css"))]
    assert min(sizes) * 16 >= 14
