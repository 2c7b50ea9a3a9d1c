"""Accounts that money is paid into."""

from typing import Any

import pytest

from app.language import Language
from tests.procedures.making import a_question, complaints, described, gather

ACCOUNT = a_question("bank_account", prefill="person.account")
BANK = {
    "way": "bank",
    "bank": "八十二長野",
    "branch": "長野",
    "type": "ordinary",
    "number": "12345",
    "holder": "みほん はる",
}
YUCHO = {"way": "yucho", "symbol": "11940", "symbol_number": "12345671", "holder": "ミホン ハル"}
KEPT = {
    "bank_code": "0143",
    "bank_name": "八十二長野銀行",
    "branch_code": "211",
    "branch_name": "長野",
    "account_type": "ordinary",
    "number": "0012345",
    "holder_kana": "ミホン ハル",
}
KEPT_YUCHO = {
    "bank_code": "9900",
    "bank_name": "ゆうちょ銀行",
    "branch_code": "198",
    "branch_name": "一九八",
    "account_type": "ordinary",
    "number": "1234567",
    "symbol": "11940",
    "symbol_number": "12345671",
    "holder_kana": "ミホン ハル",
}


def typed(filled: dict[str, str], **more: str) -> dict[str, list[str]]:
    return {f"asked.{part}": [text] for part, text in (filled | more).items()}


def test_an_account_is_kept_in_the_terms_of_banks() -> None:
    """Must catch: leading zeros lost, or a name without the number that money follows."""
    assert gather(ACCOUNT, typed(BANK)).answer == KEPT
    assert gather(ACCOUNT, typed(BANK, bank="0143", branch="211")).answer == KEPT


def test_an_account_of_the_post_bank_is_kept_in_both_terms() -> None:
    assert gather(ACCOUNT, typed(YUCHO)).answer == KEPT_YUCHO


@pytest.mark.parametrize("answer", [KEPT, KEPT_YUCHO])
def test_what_was_kept_fills_boxes_that_are_read_as_it(answer: dict[str, str]) -> None:
    assert gather(ACCOUNT, ACCOUNT.boxes(answer, "asked")).answer == answer
    assert ACCOUNT.suggested({"person.account": answer}) == answer
    assert ACCOUNT.suggested({"person.account": answer | {"bank_code": "9999", "symbol": ""}}) is None


def test_the_way_that_is_chosen_counts_whatever_the_other_boxes_hold() -> None:
    """Must catch: an account of another bank taken from boxes that are not shown any more."""
    assert gather(ACCOUNT, typed(BANK | YUCHO)).answer == KEPT_YUCHO
    assert gather(ACCOUNT, typed(BANK, symbol="11940")).answer == KEPT
    # A browser that shows the boxes of both ways.
    assert gather(ACCOUNT, typed(YUCHO, way="bank")).answer == KEPT_YUCHO


def test_several_banks_are_offered_and_one_is_picked() -> None:
    """Must catch: a bank guessed at."""
    reading = gather(ACCOUNT, typed(BANK, bank="長野"))
    assert complaints(reading) == [("asked.bank", "銀行などの名前を、下から選んでください。")]
    assert {"value": "1390", "label": "長野信用金庫（1390）"} in reading.errors[0].picks
    assert gather(ACCOUNT, typed(BANK, bank="長野", bank_pick="0143")).answer == KEPT


def test_a_pick_of_an_earlier_list_counts_no_more() -> None:
    """Must catch: a bank that stays the old one although another was typed."""
    assert gather(ACCOUNT, typed(BANK, bank_pick="0001")).answer == KEPT


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("bank", "", "askedの銀行などの名前を入力してください。"),
        ("bank", "火星銀行", "銀行などの名前が見つかりません。名前の一部か番号を入力してください。"),
        ("branch", "", "askedの支店の名前を入力してください。"),
        ("branch", "火星", "支店の名前が見つかりません。名前の一部か番号を入力してください。"),
        ("type", "", "askedの口座の種類を選んでください。"),
        ("type", "gold", "askedは、画面にある答えから選んでください。"),
        ("number", "12345678", "口座番号は7けたです。いま8けたです。"),
        ("number", "", "askedの口座番号を入力してください。"),
        ("holder", "見本春", "口座の名義は、通帳のとおりにカタカナで入力してください(例: ヤマダ タロウ)。"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(part: str, text: str, sentence: str) -> None:
    assert complaints(gather(ACCOUNT, typed(BANK, **{part: text}))) == [(f"asked.{part}", sentence)]


def test_a_list_too_long_to_look_through_is_not_shown() -> None:
    (error,) = gather(ACCOUNT, typed(BANK, bank="農協")).errors
    assert str(error.message).endswith("件あります。もう少し長く入力してください。")
    assert error.picks == ()


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = complaints(gather(ACCOUNT, typed(BANK, bank="", number="", holder="")))
    assert [at for at, _ in found] == ["asked.bank", "asked.number", "asked.holder"]


def test_the_name_of_the_holder_stands_there_already_and_is_no_account_alone() -> None:
    """Must catch: a name typed again, the applicant's where it must be the child's, or an empty page taken for wrong."""
    known = {f"person.{part}_name_kana": name for part, name in (("family", "ミホン"), ("given", "ハル"))}
    own = a_question("bank_account", holder="person", required=False)
    assert own.begun(known, "asked") == {"asked.holder": ["ミホン ハル"]}
    assert own.begun({}, "asked") == ACCOUNT.begun(known, "asked") == {}
    assert a_question("bank_account", holder="subject").begun(known, "asked") == {}
    assert gather(own, own.begun(known, "asked")).errors == ()
    needed = own.model_copy(update={"required": True})
    assert complaints(gather(needed, own.begun(known, "asked"))) == [
        ("asked.way", "askedを入力してください。")
    ]


def test_a_procedure_may_pay_into_some_types_only() -> None:
    """Must catch: 児童手当 paid into a savings account."""
    only = a_question("bank_account", types=["ordinary"])
    assert gather(only, typed(BANK, type="")).answer == KEPT
    assert complaints(gather(only, typed(BANK, type="savings")))[0][0] == "asked.type"
    said = "askedには、この種類の口座は使えません。ほかの口座を入力してください。"
    giro = typed(YUCHO, symbol="01940", symbol_number="123456")
    assert complaints(gather(only, giro)) == [("asked.symbol", said)]
    assert gather(ACCOUNT, giro).answer["account_type"] == "current"


def test_a_look_up_fills_the_boxes_with_what_it_found() -> None:
    found = ACCOUNT.look_up(typed({"bank": "0143", "branch": "ながの"}), "asked")
    assert found.boxes["asked.bank"] == ["八十二長野銀行（0143）"]
    assert found.boxes["asked.branch"] == ["長野（211）"]
    assert (found.errors, found.picks) == ((), {})


def test_a_look_up_offers_what_it_found_without_a_complaint() -> None:
    found = ACCOUNT.look_up(typed({"bank": "長野"}), "asked")
    assert found.errors == ()
    assert len(found.picks["asked.bank_pick"]) == 7
    picked = ACCOUNT.look_up(typed({"bank": "長野", "bank_pick": "0143"}), "asked")
    assert picked.boxes == {"asked.bank": ["八十二長野銀行（0143）"], "asked.bank_pick": []}


@pytest.mark.parametrize("form", [{}, typed({"bank": "火星"}), typed({"bank": "みずほ", "branch": "火星"})])
def test_a_look_up_that_finds_nothing_says_so(form: dict[str, list[str]]) -> None:
    assert len(ACCOUNT.look_up(form, "asked").errors) == 1


def test_it_is_shown_whole_to_whoever_may_see_it_and_to_staff_on_request() -> None:
    assert ACCOUNT.show(KEPT) == "八十二長野銀行 長野（211） 普通 0012345 ミホン ハル"
    assert ACCOUNT.show(KEPT_YUCHO) == "ゆうちょ銀行 11940-12345671 一九八（198） 普通 1234567 ミホン ハル"
    assert "Ordinary" in ACCOUNT.show(KEPT, Language.ENGLISH)
    assert ACCOUNT.sensitive
    assert not a_question("bank_account", sensitive=False).sensitive


def test_every_part_has_a_column_of_its_own() -> None:
    """Must catch: an export that no transfer can be made from."""
    cells = ACCOUNT.columns(KEPT_YUCHO)
    assert cells["asked（金融機関コード）"] == "9900"
    assert cells["asked（種類）"] == "普通"
    assert cells["asked（ゆうちょの記号）"] == "11940"
    assert ACCOUNT.columns(KEPT)["asked（口座番号）"] == "0012345"


def test_it_is_asked_in_a_row_as_well() -> None:
    group: Any = a_question("group", questions=[described("bank_account", "account")])
    form = {f"asked.0.account.{part}": [text] for part, text in BANK.items()}
    assert gather(group, form | {"asked.rows": ["1"]}).answer == [{"account": KEPT}]
