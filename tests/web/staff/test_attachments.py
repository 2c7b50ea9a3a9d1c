import io

from PIL import Image

from app.files.models import ScanState, StoredFile
from tests.web.staff.making import Desk, send_photo

DISASTER = "disaster_certificate"


def a_photo(colour: str = "#336699") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, "JPEG")
    return written.getvalue()


def mark(desk: Desk, number: str, state: ScanState) -> None:
    with desk.case(number) as (session, _):
        session.query(StoredFile).one().scan_state = state


def test_a_photo_is_shown_handed_out_and_noted(desk: Desk) -> None:
    """Mutation: hand out without `record_view`."""
    number = desk.file(DISASTER)
    file_id = send_photo(desk, number, "photos", a_photo())
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    assert "検査ずみ" in officer.text
    officer.follows("被害 1.jpg")
    assert officer.path.endswith("/view")
    source = officer.page.xpath("//main//img/@src")[0]
    officer.opens(source)
    assert officer.answer.content[:3] == b"\xff\xd8\xff"
    assert officer.answer.headers["content-security-policy"].startswith("sandbox")
    assert officer.answer.headers["content-disposition"].startswith("attachment")
    assert ("view_attachment", "staff", ()) in desk.audited(number)
    officer.opens(f"/staff/cases/{number}/files/{file_id}/thumbnail")
    assert officer.answer.headers["content-type"] == "image/jpeg"


def test_what_was_sent_but_not_submitted_is_still_the_residents_alone(desk: Desk) -> None:
    """Mutation: look the file up by the case only."""
    number = desk.file(DISASTER)
    file_id = send_photo(desk, number, "photos", a_photo(), filed=False)
    officer = desk.officer()
    for path in ("", "/thumbnail", "/view"):
        officer.opens(f"/staff/cases/{number}/files/{file_id}{path}", expected=404)
    officer.opens(f"/staff/cases/{number}")
    assert "添付ファイル" not in officer.text


def test_a_file_is_reached_through_its_own_case_only(desk: Desk) -> None:
    number, other = desk.file(DISASTER), desk.file(DISASTER)
    file_id = send_photo(desk, number, "photos", a_photo())
    desk.officer().opens(f"/staff/cases/{other}/files/{file_id}", expected=404)


def test_what_has_not_been_scanned_stays_shut(desk: Desk) -> None:
    number = desk.file(DISASTER)
    file_id = send_photo(desk, number, "photos", a_photo())
    mark(desk, number, ScanState.PENDING)
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    assert "検査中" in officer.text
    officer.opens(f"/staff/cases/{number}/files/{file_id}", expected=409)
    officer.opens(f"/staff/cases/{number}/files/{file_id}/view")
    assert officer.page.xpath("//main//img") == []


def test_what_is_infected_is_neither_shown_nor_handed_out(desk: Desk) -> None:
    number = desk.file(DISASTER)
    file_id = send_photo(desk, number, "photos", a_photo())
    mark(desk, number, ScanState.INFECTED)
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    assert "ウイルスの疑い" in officer.text
    assert officer.page.xpath("//main//img") == []
    for path in ("", "/thumbnail"):
        officer.opens(f"/staff/cases/{number}/files/{file_id}{path}", expected=403)


def test_a_picture_can_be_turned_and_enlarged_without_a_script(desk: Desk) -> None:
    number = desk.file(DISASTER)
    file_id = send_photo(desk, number, "photos", a_photo())
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}/files/{file_id}/view")
    officer.follows("右に回す")
    officer.follows("大きく見る")
    viewer = officer.page.xpath("//div[@class='viewer']")[0]
    assert (viewer.get("data-turned"), viewer.get("data-large")) == ("90", "")
    for _ in range(3):
        officer.follows("右に回す")
    assert officer.page.xpath("//div[@class='viewer']/@data-turned") == ["0"]
    officer.opens(f"/staff/cases/{number}/files/{file_id}/view?turn=13")
    assert officer.page.xpath("//div[@class='viewer']/@data-turned") == ["0"]
