"""QR codes as drawings, for a telephone's camera."""

import io

import segno


def qr_svg(url: str) -> str:
    """Black on white, with the quiet zone that readers need."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", light="white", border=4, xmldecl=False)
    return out.getvalue().decode()
