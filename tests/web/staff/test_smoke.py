from tests.web.staff.making import Desk


def test_smoke(desk: Desk) -> None:
    numbers = [desk.file(key) for key in ("child_allowance_amount_revision", "disaster_certificate", "certificate_of_residence")]
    officer = desk.officer()
    print(officer.text)
    for n in numbers:
        officer.opens(f"/staff/cases/{n}")
        print(officer.text)
