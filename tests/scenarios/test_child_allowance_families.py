"""Families as they are: twins, a third child beside a student, a child elsewhere, a child nobody has written down."""

from tests.people import Clerk, Resident
from tests.scenarios import allowance, desk


def test_the_second_of_twins_is_the_third_child(resident: Resident) -> None:
    """Within fifteen days of the birth, so it begins the month after the birth (児童手当法8条3項)."""
    allowance.begin(resident, "kobayashi_daisuke", "1201")
    resident.sends("次へ", {"joining": ["kobayashi_aoi", "kobayashi_sora"]})
    assert "小林 葵" in resident.text
    assert "小林 空" in resident.text
    resident.sends("次へ", {**allowance.boxes(0), **allowance.boxes(1)})
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no"})
    assert resident.heading == "内容を確かめてください"
    assert "2026年5月分から" in resident.text
    assert "30,000円" in resident.text
    assert "55,000円" in resident.text
    allowance.submit(resident)


def test_a_student_counts_and_makes_the_third_child(resident: Resident, clerk: Clerk) -> None:
    """Must catch: 大学生年代の子 not counted, or paid for."""
    allowance.begin(resident, "matsumoto_takashi", "1901")
    birth = allowance.a_day("inc_children.0.child_birth", 2026, 5, 1)
    resident.sends("次へ", {**allowance.a_child(0, "松本", "千晴", ("まつもと", "ちはる")), **birth})
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "yes"})
    resident.sends("次へ", {"counting": "matsumoto_tsubasa"})
    row = "univ_children.0."
    assert resident.boxes >= {f"{row}univ_school"}, (
        "the ledger knows of the studies, so the school is asked at once"
    )
    said = {
        f"{row}univ_grad.era": "western",
        f"{row}univ_grad.year": "2028",
        f"{row}univ_grad.month": "3",
        f"{row}univ_care": "daily",
        f"{row}univ_cost": ["tuition", "living"],
        f"{row}univ_declare": "yes",
    }
    resident.sends("次へ", said)
    assert resident.heading == "内容を確かめてください"
    assert "マツモト チハル" in resident.text
    assert "70,000円" in resident.text
    number = allowance.submit(resident)
    clerk.opens(desk.case_of(number))
    assert "みどり野大学" in clerk.text
    assert "70,000円" in clerk.text


def test_a_child_in_a_dormitory_has_an_address_of_its_own(resident: Resident, clerk: Clerk) -> None:
    """Must catch: questions that appear through an answer of the same page counted as mistakes, or skipped."""
    allowance.begin(resident, "hayashi_keiko", "1301")
    birth = allowance.a_day("inc_children.0.child_birth", 2013, 7, 7)
    child = allowance.a_child(0, "林", "桃子", ("ﾊﾔｼ", "ﾓﾓｺ"))
    resident.sends("次へ", {**child, **birth, "inc_children.0.child_cohabit": "apart"})
    assert resident.complaints == {}
    assert resident.typed("inc_children.0.child_kana.given") == "モモコ"
    resident.sends("次へ", {}, 422)
    assert {box.split(".")[2] for box in resident.complaints} == {
        "child_address",
        "child_separate_reason",
        "child_separate_contact",
    }
    place = {
        "prefecture": "新潟県",
        "city": "かえで市",
        "town": "学園町",
        "block": "４番５号",
        "postcode": "959-9901",
    }
    address = {f"inc_children.0.child_address.{part}": text for part, text in place.items()}
    care = {
        "inc_children.0.child_separate_reason": "school",
        "inc_children.0.child_separate_contact": ["money"],
    }
    resident.sends("次へ", {**address, **care})
    began = allowance.a_day("event_date", 2026, 4, 10)
    resident.sends("次へ", {"increase_reason": "care_began", "has_students": "no", **began})
    number = allowance.submit(resident)
    clerk.opens(desk.case_of(number))
    assert "〒959-9901 新潟県かえで市学園町" in clerk.text
    assert "仕送り" in clerk.text


def test_a_child_nobody_has_written_down_is_typed_by_hand(resident: Resident, clerk: Clerk) -> None:
    """「ここにいない」 opens an empty row beside the one the register filled in."""
    allowance.begin(resident, "mizuno_yoko", "1101")
    resident.sends("次へ", {"joining": ["mizuno_minato", "elsewhere"]})
    assert resident.typed("inc_children.0.child_name.given") == "湊"
    assert resident.typed("inc_children.1.child_name.given") == ""
    birth = allowance.a_day("inc_children.1.child_birth", 2020, 12, 31)
    resident.sends(
        "次へ", {**allowance.boxes(0), **allowance.a_child(1, "水野", "青葉", ("みずの", "あおば")), **birth}
    )
    resident.sends("次へ", {"increase_reason": "adoption", "has_students": "no"})
    assert "水野 青葉" in resident.text
    number = allowance.submit(resident)
    clerk.opens(desk.case_of(number))
    assert "ミズノ アオバ" in clerk.text
