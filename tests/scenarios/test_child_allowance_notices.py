"""Recipients tell of changes; who receives nothing is led to the claim."""

from tests.people import Resident

CHANGE = "/procedures/child_allowance_name_address_change"


def test_a_page_of_one_answer_that_is_known_has_its_title(resident: Resident) -> None:
    """Must catch: a page without a heading, since its only question stands there answered."""
    resident.signs_in("okamoto_takuya", "2401", CHANGE)
    resident.sends("始める")
    resident.sends("次へ", {"change_kinds": ["spouse"]})
    changed = {"change_date.era": "western", "change_date.year": "2026", "change_date.month": "5"}
    resident.sends("次へ", {**changed, "change_date.day": "1"})
    assert resident.heading == "配偶者のこと"
    resident.sends("次へ")
    assert "岡本 美穂" in resident.text


def test_a_parent_who_receives_nothing_is_led_to_the_claim(resident: Resident) -> None:
    """水野 健's wife is the recipient. Must catch: pages filled in for nothing."""
    resident.signs_in("mizuno_ken", "1102", "/procedures/child_allowance_amount_revision")
    resident.sends("始める")
    assert resident.path.endswith("/stop")
    assert resident.heading == "この町で児童手当を受けていません"
    resident.follows("児童手当を申し込む")
    assert resident.heading == "児童手当の受給資格及び児童手当の額についての認定の請求"
    resident.sends("始める")
    assert resident.heading == "なぜ、いま申し込みますか。"


def test_a_fee_for_a_child_is_told_without_typing_the_child(resident: Resident) -> None:
    """Must catch: rows whose child cannot be picked, and a sum that nobody compares with the payment."""
    resident.signs_in("okamoto_takuya", "2401", "/procedures/child_allowance_school_lunch_withholding")
    resident.sends("始める")
    at = "allocations.0."
    fee = {f"{at}child": "okamoto_yuzuha", f"{at}fee_kind": "after_school", f"{at}facility": "東山学童クラブ"}
    months = {f"{at}fee_from.era": "western", f"{at}fee_from.year": "2026", f"{at}fee_from.month": "6"}
    resident.sends("次へ", {**fee, **months, f"{at}alloc_scope": "fixed"})
    resident.sends("次へ", {f"{at}facility": "東山学童クラブ", f"{at}alloc_amount": "1000000"})
    start = {"start_period.era": "western", "start_period.year": "2026", "start_period.month": "6"}
    resident.sends("次へ", {**start, "arrears_use": "none"})
    resident.sends("次へ", {"remain_ack": "yes", "ack_own_will": "yes"})
    resident.sends("この内容で申請する", {"consent_truth": "yes"}, expected=422)
    assert "使えるのは135,000円までです。" in resident.text
