"""I-83. Every Japanese character survives: form, database, page, paper, tables, search, mail; and what may not enter."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from app.applications.export.cp932 import fitted
from app.applications.export.csv import harmless
from app.applications.queries import get_by_number
from app.documents.glyphs import folded, is_read_in, printed
from tests.documents.samples import pages_in
from tests.people import Clerk, Resident
from tests.sampling import rest_is_wide
from tests.scenarios import certificate, desk, disaster
from tests.scenarios.reader import PERSON, PIN
from tests.world import World

KEY = "certificate_of_residence"
# Family and given name, how somebody at the desk types the name, and what CP932 makes of it.
NAMES: dict[str, tuple[str, str, str, str]] = {
    "beyond the first plane": ("𠮷野", "𠮟", "吉野", "〓野 〓"),
    "a variation selector": ("葛\U000e0100城", "辻\U000e0101", "葛城", "葛城 辻"),
    "forms of Windows": ("髙﨑", "㈱①", "高崎", "髙﨑 ㈱①"),
    "a compatibility kanji": ("\ufa19田", "侮\ufa30", "神田", "\ufa19田 侮侮"),
    "half-width kana": ("ﾔﾏﾀﾞ", "ﾀﾛｳ", "ヤマダ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
    "a rare kana": ("ゔぇる", "ヷ", "ゔぇる", "〓ぇる 〓"),
    "a mark of its own": ("か\u3099の", "ハ\u309a", "がの", "がの パ"),
    "old kana": ("𛀁の", "ゐゑ", "𛀁の", "〓の ゐゑ"),
    "one character each": ("阿", "一", "阿", "阿 一"),
    "no given name": ("スカルノ", "", "スカルノ", "スカルノ"),
    "forty letters": ("Wolfeschlegelsteinhausenbergerdorff-Núñez", "D’Arc Jr.", "WOLFESCHLEGEL", ""),
    "middle names": ("Nguyễn", "Thị Minh Khai", "nguyễn", "Nguy〓n Th〓 Minh Khai"),
    "letters in pieces": ("Jose\u0301", "Mu\u0308ller", "josé", "Jos〓 M〓ller"),
}
REFUSED = {
    "a family of emoji": "山田👨\u200d👩\u200d👧",
    "turned round": "山田\u202e郎太",
    "an embedding of direction": "山田\u2067郎太",
    "a control character": "山\x07田",
    "nothing at all": "山\x00田",
    "a line separator": "山田\u2028太郎",
    "fifty-one letters": "葛\U000e0100" * 51,
}
NOT_IN_THE_FONT = {"𛀁"}  # printed as 〓, and the paper says so
TOLD = "𠮷野家で①㈱ 葛\U000e0100 👨‍👩‍👧 ｶﾞｽ ゔ"


@pytest.fixture
def resident(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    visitor.signs_in(PERSON, PIN)
    yield visitor
    visitor.close()


def at_check(resident: Resident) -> str:
    certificate.reach_check(resident, PERSON, PIN, sign_in=False)
    return resident.path.removesuffix("/check")


def file_as(resident: Resident, family: str, given: str) -> str:
    """The name typed into the form, and a purpose of many kinds of letters; the 受付番号."""
    draft = at_check(resident)
    resident.opens(f"{draft}/steps/use")
    resident.sends("次へ", {"submit_to": TOLD})
    resident.opens(f"{draft}/steps/applicant")
    resident.sends("次へ", {"applicant_name.family": family, "applicant_name.given": given})
    resident.opens(f"{draft}/steps/applicant")
    assert resident.typed("applicant_name.family") == family
    assert resident.typed("applicant_name.given") == given
    resident.opens(f"{draft}/check")
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    return resident.path.split("/")[2]


def stored(world: World, number: str) -> dict[str, Any]:
    with world.office.database.read() as session:
        answers: dict[str, Any] = get_by_number(session, number).versions[-1].answers
        return answers


def shown(visitor: Resident | Clerk) -> str:
    """Every code point of the page, blanks as they stand in it."""
    return str(visitor.page.xpath("//main")[0].text_content())


def glyphs_in(pdf: bytes) -> set[int]:
    """Numbers of the glyphs that the pages draw; 0 is the box for what a font lacks."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        drawn = [
            bytes(text)
            for page in opened.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"Tj", "TJ"}
            for text in (operands[0] if str(operator) == "TJ" else operands)
            if isinstance(text, pikepdf.String)
        ]
    return {int.from_bytes(text[at : at + 2]) for text in drawn for at in range(0, len(text), 2)}


def text_of(pdf: bytes) -> str:
    return folded("".join(pages_in(pdf)))


def table(content: bytes, character_set: str) -> dict[str, dict[str, str]]:
    """受付番号 → its row."""
    text = io.StringIO(content.decode(character_set), newline="")
    return {row["受付番号"]: row for row in csv.DictReader(text)}


def exported(clerk: Clerk, characters: str) -> bytes:
    clerk.opens("/staff/queue")
    clerk.sends("書き出す", {"procedure": KEY, "purpose": "review", "characters": characters})
    return clerk.answer.content


@pytest.mark.parametrize("case", rest_is_wide(NAMES, [*NAMES][:5]))
def test_a_name_survives_from_the_form_to_every_place_it_comes_out(
    world: World, resident: Resident, clerk: Clerk, case: str
) -> None:
    """I-83. Must catch: NFC or NFKC on a name, a selector dropped, a box on paper, ? in a table, a name nobody finds."""
    family, given, typed, in_cp932 = NAMES[case]
    name = f"{family} {given}".strip()
    number = file_as(resident, family, given)
    answers = stored(world, number)
    assert (answers["applicant_name"], answers["submit_to"]) == ({"family": family, "given": given}, TOLD)

    for visitor, path in ((resident, f"/my/{number}"), (clerk, desk.case_of(number))):
        visitor.opens(path)
        assert name in shown(visitor), path
    assert TOLD in shown(clerk)

    for visitor, path in (
        (resident, f"/my/{number}/receipt.pdf"),
        (clerk, f"{desk.case_of(number)}/copy.pdf"),
    ):
        visitor.opens(path)
        pdf = visitor.answer.content
        assert set(printed(name)[1]) == NOT_IN_THE_FONT & set(name)
        assert is_read_in(name, text_of(pdf)), path
        assert 0 not in glyphs_in(pdf)
    assert is_read_in(TOLD, text_of(pdf)), "with 〓 for the family of emoji, which the paper says"
    assert "👨" not in printed(TOLD)[0]

    assert exported(clerk, "utf-8").startswith(b"\xef\xbb\xbf")
    row = table(clerk.answer.content, "utf-8-sig")[number]
    assert (row["氏名"], row["提出先"]) == (harmless(name), TOLD)
    with zipfile.ZipFile(io.BytesIO(exported(clerk, "cp932"))) as files:
        plain, report = (files.read(each) for each in sorted(files.namelist(), key=len))
    assert table(plain, "cp932")[number]["氏名"] == (in_cp932 or fitted(name)[0])
    lost = [
        line for line in csv.DictReader(io.StringIO(report.decode("utf-8-sig"))) if line["受付番号"] == number
    ]
    replaced = {(line["文字"], line["置きかえ"]) for line in lost if line["項目"] == "氏名"}
    assert replaced == set(fitted(name)[1])
    assert ("𠮷", "〓") in {(line["文字"], line["置きかえ"]) for line in lost if line["項目"] == "提出先"}

    for words in (typed, family):
        clerk.opens("/staff/queue")
        clerk.sends("さがす", {"q": words})
        assert number in clerk.text, words
    (mail,) = world.mails(number)[:1]
    assert not any(part and part in mail.subject + mail.body for part in (family, given, TOLD))
    assert "�" not in mail.subject + mail.body


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_part_of_a_name_is_refused_at_its_box(
    world: World, resident: Resident, case: str
) -> None:
    """I-83. Must catch: a name that reads backwards on a certificate; a NUL that only PostgreSQL refuses."""
    draft = at_check(resident)
    resident.opens(f"{draft}/steps/applicant")
    resident.sends("次へ", {"applicant_name.family": REFUSED[case]}, 422)
    assert set(resident.complaints) == {"applicant_name.family"}
    resident.opens(f"{draft}/check")
    assert REFUSED[case] not in resident.text
    assert "水野" in resident.text


def test_lines_and_pictures_of_free_text_are_kept_and_what_turns_it_round_is_not(
    world: World, resident: Resident, clerk: Clerk
) -> None:
    """I-83. Must catch: a family of emoji cut into its members; a line separator that ends a row of a table."""
    number = disaster.arrive(resident)
    disaster.tell_of_damage(resident)
    draft = resident.path.partition("/steps/")[0]
    resident.opens(f"{draft}/steps/damage")
    for turned in ("床\u202eまで", "床\u2066まで", "床\x1bまで"):
        resident.sends("次へ", {"damage_desc": turned}, 422)
        assert set(resident.complaints) == {"damage_desc"}
    resident.sends("次へ", {"damage_desc": "床\u2028👨‍👩‍👧 か\u3099け\r\n𠮷"})
    resident.opens(f"{draft}/steps/photos")
    names = [f"か\u3099ぞう葛\U000e0100{at}.jpg" for at in range(2)]
    resident.sends(
        "選んだものを送る",
        files=[("photos", (each, disaster.photo(40 + 90 * at))) for at, each in enumerate(names)],
    )
    assert all(f"がぞう葛\U000e0100{at}.jpg" in shown(resident) for at in range(2)), (
        "as Windows would send it"
    )
    resident.sends("次へ")
    resident.sends("次へ", {"survey_contact": disaster.PHONE})
    resident.sends("次へ", {"copies": "1", "receive": "counter"})
    resident.sends("この内容を送る", {"consent_truth": "yes"})
    answers = stored(world, number)
    assert answers["damage_desc"] == "床\n👨‍👩‍👧 がけ\n𠮷"
    clerk.opens(desk.case_of(number))
    assert "がぞう葛\U000e01000.jpg" in shown(clerk)
    assert "👨‍👩‍👧" in shown(clerk)


def test_another_reading_than_the_registers_is_taken_and_shown_to_staff(
    resident: Resident, clerk: Clerk
) -> None:
    """I-83. Must catch: a reading refused because the register has another one, or a difference nobody sees."""
    draft = at_check(resident)
    resident.opens(f"{draft}/steps/applicant")
    resident.sends("次へ", {"applicant_kana.given": "ﾖｳｺｰ"})
    resident.opens(f"{draft}/check")
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    number = resident.path.split("/")[2]
    clerk.opens(desk.case_of(number))
    assert "ヨウコー" in clerk.text
    assert "違う答えがあります（フリガナ）" in clerk.text
