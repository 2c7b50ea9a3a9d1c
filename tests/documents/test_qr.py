"""The QR code on the receipt."""

from app.documents.qr import qr_svg


def test_a_code_is_a_drawing_without_anything_else() -> None:
    drawn = qr_svg("https://tetsuzuki.town.midorino.example/resume")
    assert drawn.startswith("<svg")
    assert "<path" in drawn
    assert "<script" not in drawn
    assert "href" not in drawn
    assert drawn == qr_svg("https://tetsuzuki.town.midorino.example/resume")
    assert drawn != qr_svg("https://tetsuzuki.town.midorino.example/other")
