"""Children and students whom the register does not list: as many rows as there are, beside those who were picked."""

from tests.people import Clerk, Resident
from tests.scenarios import allowance, desk


def a_baby(row: int, given: str, kana: str, **answers: str) -> dict[str, str]:
    """A child of 松本 or 水野 whom the town has not written down."""
    return {**allowance.a_child(row, "松本", given, ("まつもと", kana), **answers)}


BORN = (2026, 5, 3)


def born(row: int) -> dict[str, str]:
    return allowance.a_day(f"inc_children.{row}.child_birth", *BORN)


def test_twins_nobody_has_written_down_stand_in_one_application(resident: Resident, clerk: Clerk) -> None:
    """No candidates, so the page begins with one row. Must catch: a second application for the second twin."""
    allowance.begin(resident, "matsumoto_takashi", "1901")
    resident.sends("もう1人加える", {**a_baby(0, "千晴", "ちはる"), **born(0)})
    assert resident.typed("inc_children.0.child_name.given") == "千晴"
    assert resident.typed("inc_children.1.child_name.given") == ""
    resident.sends("次へ", {**a_baby(1, "千夏", "ちなつ"), **born(1)})
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no"})
    assert resident.heading == "内容を確かめてください"
    assert "お子さまのこと（2人目）" in resident.text
    assert "松本 千夏30,000円（3歳未満・第4子）" in resident.text
    assert "見込みの月額80,000円" in resident.text
    number = allowance.submit(resident)
    clerk.opens(desk.case_of(number))
    assert "マツモト チハル" in clerk.text
    assert "マツモト チナツ" in clerk.text


def test_one_listed_child_and_two_who_are_not(resident: Resident, clerk: Clerk) -> None:
    """Must catch: a row that is given to somebody else when the choice changes."""
    allowance.begin(resident, "mizuno_yoko", "1101")
    resident.sends("次へ", {"joining": "elsewhere"})
    resident.sends("もう1人加える", {**allowance.a_child(0, "水野", "青葉", ("みずの", "あおば")), **born(0)})
    resident.sends("次へ", {**allowance.a_child(1, "水野", "若葉", ("みずの", "わかば")), **born(1)})
    page = resident.path
    resident.opens(page.replace("/event", "/who_joins"))
    resident.sends("次へ", {"joining": ["mizuno_minato", "elsewhere"]})
    assert [resident.typed(f"inc_children.{row}.child_name.given") for row in range(3)] == [
        "湊",
        "青葉",
        "若葉",
    ]
    resident.sends("次へ", allowance.boxes(0))
    resident.sends(
        "次へ", {"increase_reason": "birth", "has_students": "no", **allowance.a_day("event_date", *BORN)}
    )
    assert "見込みの月額85,000円" in resident.text
    number = allowance.submit(resident)
    clerk.opens(desk.case_of(number))
    assert all(name in clerk.text for name in ("ミズノ ミナト", "ミズノ アオバ", "ミズノ ワカバ"))


def test_who_is_no_longer_picked_leaves_the_others_as_they_were(resident: Resident) -> None:
    allowance.begin(resident, "kobayashi_daisuke", "1201")
    resident.sends("次へ", {"joining": ["kobayashi_aoi", "kobayashi_sora", "elsewhere"]})
    typed = {**allowance.a_child(2, "小林", "陸", ("こばやし", "りく")), **born(2)}
    resident.sends("次へ", {**allowance.boxes(0), **allowance.boxes(1, child_care="no"), **typed})
    resident.opens(resident.path.replace("/event", "/who_joins"))
    resident.sends("次へ", {"joining": ["kobayashi_sora", "elsewhere"]})
    resident.opens(resident.path.replace("/event", "/child"))
    assert [resident.typed(f"inc_children.{row}.child_name.given") for row in (0, 1)] == ["空", "陸"]
    assert resident.page.xpath("//input[@name='inc_children.0.child_care'][@checked]/@value") == ["no"]
    resident.opens(resident.path.replace("/child", "/who_joins"))
    resident.sends("次へ", {"joining": "kobayashi_sora"})
    resident.opens(resident.path.replace("/event", "/child"))
    assert resident.typed("inc_children.rows") == "1"


def test_a_row_that_is_taken_away_takes_only_its_own_answers(resident: Resident) -> None:
    """The second lives elsewhere: its address must neither stay with the third nor ask for one there."""
    allowance.begin(resident, "matsumoto_takashi", "1901")
    resident.sends("もう1人加える", {**a_baby(0, "一", "いち"), **born(0)})
    resident.sends("もう1人加える", {**a_baby(1, "二", "に", child_cohabit="apart"), **born(1)})
    assert "inc_children.1.child_address.town" in resident.boxes, "asked as soon as the page comes again"
    third = {**a_baby(2, "三", "さん"), **born(2)}
    resident.sends("この人を消す（2人目", {**third, "inc_children.1.child_address.town": "学園町"})
    assert [resident.typed(f"inc_children.{row}.child_name.given") for row in (0, 1)] == ["一", "三"]
    assert "inc_children.1.child_address.town" not in resident.boxes
    resident.sends("次へ")
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no"})
    assert "松本 三" in resident.text
    assert "松本 二" not in resident.text
    assert "学園町" not in resident.text


def test_there_is_an_end_to_the_rows(resident: Resident) -> None:
    """Must catch: an eleventh person dropped without a word."""
    allowance.begin(resident, "mizuno_yoko", "1101")
    resident.sends("次へ", {"joining": "elsewhere"})
    for _ in range(9):
        resident.sends("もう1人加える")
    assert "もう1人加える" not in resident.text
    said = "増えるお子さまは、1回の申請で10人までです。残りは、別に申請してください。"
    resident.sends("次へ", {"inc_children.rows": "11"}, 422)
    assert resident.said_at("inc_children").endswith(said)
    resident.sends("次へ", {"inc_children.rows": "10", "add_row": "inc_children"}, 422)
    assert resident.complaints == {"inc_children": said}
    resident.sends("やめて保存")
    resident.opens(resident.path.replace("/saved", "/steps/who_joins"))
    resident.sends("次へ", {"joining": ["mizuno_minato", "elsewhere"]}, 422)
    assert resident.complaints == {"joining": said}


def test_a_page_drawn_before_the_choice_changed_keeps_every_row_with_its_person(resident: Resident) -> None:
    """Two tabs. Must catch: what was typed about 葵 saved for 空."""
    allowance.begin(resident, "kobayashi_daisuke", "1201")
    resident.sends("次へ", {"joining": ["kobayashi_sora", "elsewhere"]})
    old = resident.answer, resident.page
    resident.opens(resident.path.replace("/child", "/who_joins"))
    resident.sends("次へ", {"joining": ["kobayashi_aoi", "kobayashi_sora", "elsewhere"]})
    resident.answer, resident.page = old
    typed = {**allowance.a_child(1, "小林", "陸", ("こばやし", "りく")), **born(1)}
    resident.sends("次へ", {**allowance.boxes(0, child_care="no"), **typed})
    assert resident.heading == "お子さまのこと"
    assert [resident.typed(f"inc_children.{row}.child_name.given") for row in range(3)] == ["葵", "空", "陸"]
    checked = "//input[contains(@name, 'child_care')][@checked]/@name"
    assert resident.page.xpath(checked) == ["inc_children.1.child_care", "inc_children.2.child_care"]


def test_two_students_whom_the_register_does_not_know(resident: Resident) -> None:
    allowance.begin(resident, "matsumoto_takashi", "1901", kind="students")
    resident.sends("次へ", allowance.a_day("event_date", 2026, 4, 1))
    resident.sends("次へ", {"counting": ["matsumoto_tsubasa", "elsewhere"]})
    resident.sends("もう1人加える")
    assert resident.typed("univ_children.rows") == "3"
    assert resident.typed("univ_children.0.univ_name.given") == "翼"
    assert resident.typed("univ_children.2.univ_name.given") == ""


def test_a_correction_and_every_paper_show_all_of_them(resident: Resident, clerk: Clerk) -> None:
    """Must catch: the officer's questions about the first child only, or a child that no export has."""
    allowance.begin(resident, "mizuno_yoko", "1101")
    resident.sends("次へ", {"joining": ["mizuno_minato", "elsewhere"]})
    resident.sends(
        "もう1人加える",
        {**allowance.boxes(0), **allowance.a_child(1, "水野", "青葉", ("みずの", "あおば")), **born(1)},
    )
    resident.sends("次へ", {**allowance.a_child(2, "水野", "若葉", ("みずの", "わかば")), **born(2)})
    event = allowance.a_day("event_date", *BORN)
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no", **event})
    number = allowance.submit(resident)
    resident.opens(f"/my/{number}")
    assert "氏名（3人目）水野 若葉" in resident.text
    desk.take_up(clerk, number)
    desk.ask_correction(clerk, number, "お子さまのことを、もう一度確かめてください。", ["inc_children"])
    resident.opens(f"/my/{number}")
    resident.follows("直す")
    assert resident.typed("inc_children.2.child_name.given") == "若葉"
    resident.sends("この人を消す（2人目")
    resident.sends("次へ", {"inc_children.1.child_name.given": "双葉"})
    assert resident.heading == "内容を確かめてください"
    resident.sends("直した内容を送る")
    clerk.opens(desk.case_of(number))
    assert "双葉" in clerk.text
    clerk.opens(f"/staff/cases/{number}/export.json?purpose=review")
    children = clerk.answer.json()["answers"]["inc_children"]
    assert [child["child_name"]["given"] for child in children] == ["湊", "双葉"]
