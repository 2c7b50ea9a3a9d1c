"""QR codes as drawings, for a telephone's camera."""

import io
import re
from urllib.parse import urlsplit

import segno

# What a paper sends people to. Forms have leaked where a code was made of the address that staff had before them.
PAGES = frozenset({"/resume", "/verify"})
_NUMBER = re.compile("[A-Z0-9]{12}")


class NotPublic(ValueError):
    """No code is made of this address: it is no page for everybody, or not of this service."""


def qr_svg(url: str, host: str) -> str:
    """Black on white, with the quiet zone that readers need. `host`, with its port, is the public service's.

    Raises NotPublic for a page of staff, of one person or of somebody else, and for a query, which may hold a secret;
    what stands behind the # of /verify is the code of the paper itself.
    """
    parts = urlsplit(url)
    is_page = parts.scheme in {"http", "https"} and parts.path in PAGES and "?" not in url
    if not (is_page and host and parts.netloc == host and (not parts.fragment or parts.path == "/verify")):
        raise NotPublic(f"{parts.path or 'nothing'} is no public page of this service")
    return drawn(url)


def code_svg(code: str) -> str:
    """Of a number that staff read off a paper that came back: it leads nowhere. Raises NotPublic for anything else."""
    if not _NUMBER.fullmatch(code):
        raise NotPublic("no number of a form")
    return drawn(code)


def drawn_to_fit(text: str) -> str:
    """As large as its place in the page is."""
    out = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(out, kind="svg", light="white", border=4, xmldecl=False, omitsize=True)
    return out.getvalue().decode()


def drawn(text: str) -> str:
    """Whatever it says. On paper goes only what `qr_svg` has looked at."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", light="white", border=4, xmldecl=False)
    return out.getvalue().decode()
