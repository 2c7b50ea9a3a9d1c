"""罹災証明書: a guest arrives with next to nothing, and tells the rest afterwards."""

from collections.abc import Iterator

import pytest

from app.auth.models import KnownPlace
from tests.people import Clerk, Resident
from tests.scenarios import desk, disaster
from tests.world import World


@pytest.fixture
def other_browser(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


def names_of_files(resident: Resident) -> list[str]:
    names = resident.page.xpath("//ul[@class='files']//span[@class='name']")
    return [name.text.strip() for name in names]


def test_name_telephone_house_and_disaster_are_enough_to_arrive(resident: Resident, clerk: Clerk) -> None:
    """Must catch: photos, a card or any later page asked for before arrival (行政手続法7条)."""
    number = disaster.arrive(resident)
    assert "続きを教える" in resident.text
    clerk.opens(desk.case_of(number))
    assert "ヤマカワ ミドリ" in clerk.text
    assert "長野県若葉郡みどり野町大字中央" in clerk.text
    assert "令和8年4月の大雨" in clerk.text
    assert "まだ届いていません" in clerk.text


def test_photos_are_sent_deleted_and_kept_by_the_next_button(
    resident: Resident, clerk: Clerk, world: World
) -> None:
    """Must catch: a chosen photo lost because 「次へ」 was pressed instead of 「送る」; version 1 changed later."""
    number = disaster.arrive(resident)
    disaster.tell_of_damage(resident)
    two = [("photos", ("外観.jpg", disaster.photo(1))), ("photos", ("床.jpg", disaster.photo(2)))]
    resident.sends("選んだものを送る", files=two)
    assert names_of_files(resident) == ["外観.jpg", "床.jpg"]
    resident.sends("消す（外観.jpg）")
    assert names_of_files(resident) == ["床.jpg"]
    resident.sends("次へ", files=[("photos", ("表札.jpg", disaster.photo(3)))])
    resident.sends("次へ", {"survey_contact": disaster.PHONE})
    resident.sends("次へ", {"copies": "2", "receive": "counter"})
    assert resident.heading == "内容を確かめてください"
    assert "2枚" in resident.text
    clerk.opens(desk.case_of(number))
    assert "床.jpg" not in clerk.text, "what has not been sent is nobody's business yet"
    resident.sends("この内容を送る", {"consent_truth": "yes"})
    assert "内容を受け取りました。" in resident.text
    clerk.opens(desk.case_of(number))
    assert "床.jpg" in clerk.text
    assert "表札.jpg" in clerk.text
    assert "追加の内容が届きました" in clerk.text
    clerk.opens(f"{desk.case_of(number)}?version=1")
    assert "床.jpg" not in clerk.text
    assert "床まで水が来ました。" not in clerk.text


def test_what_was_submitted_stays_with_the_town_when_the_resident_deletes_it(
    resident: Resident, clerk: Clerk
) -> None:
    """Must catch: the only copy of a photo of an earlier version wiped; a photo sent and left out of the next."""
    number = disaster.arrive(resident)
    disaster.tell_of_damage(resident)
    resident.sends("次へ", files=[("photos", ("床.jpg", disaster.photo(2)))])
    resident.sends("次へ", {"survey_contact": disaster.PHONE})
    resident.sends("次へ", {"copies": "1", "receive": "counter"})
    resident.sends("この内容を送る", {"consent_truth": "yes"})
    resident.opens(f"/my/{number}")
    resident.follows("追加の内容を見る・送る")
    resident.follows("変更（写真（10枚まで））")
    resident.sends("消す（床.jpg）")
    two = [("photos", ("壁.jpg", disaster.photo(4))), ("photos", ("柱.jpg", disaster.photo(5)))]
    resident.sends("選んだものを送る", files=two)
    resident.opens(resident.path.replace("steps/photos", "check"))
    assert "2枚" in resident.text
    resident.sends("この内容を送る", {"consent_truth": "yes"})
    clerk.opens(f"{desk.case_of(number)}?version=2")
    clerk.follows("床.jpg")
    assert clerk.heading.startswith("床.jpg")
    clerk.opens(desk.case_of(number))
    assert "壁.jpg" in clerk.text
    assert "床.jpg" not in clerk.page.xpath("//*[@id='files']/..")[0].text_content()


def test_another_browser_continues_by_number_and_telephone(
    resident: Resident, other_browser: Resident
) -> None:
    number = disaster.arrive(resident)
    other_browser.opens("/resume")
    other_browser.sends(
        "開く", {"code": number.lower().replace("-", ""), "phone": "０９０ー００００ー７７７７"}
    )
    assert other_browser.path == f"/my/{number}"
    other_browser.follows("続きを教える")
    assert other_browser.path.endswith("/steps/damage")


def test_the_number_alone_opens_nothing_where_it_was_not_given_out(
    world: World, resident: Resident, other_browser: Resident
) -> None:
    """I-45. Mutation: look for the number wherever it is typed; telephones of a town can be tried through."""
    number = disaster.arrive(resident)
    resident.opens(f"/my/{number}/receipt")
    code = resident.page.xpath("//strong[contains(@class, 'number')]")[0].text
    with world.office.database.write() as session:
        session.query(KnownPlace).delete()  # as from another place
    for given, status in ((number, 422), (code, 200), (number, 200)):
        other_browser.client.cookies.clear()
        other_browser.opens("/resume")
        other_browser.sends("開く", {"code": given, "phone": disaster.PHONE}, status)
    assert other_browser.path == f"/my/{number}"


def test_a_draft_continues_by_its_resume_code(resident: Resident, other_browser: Resident) -> None:
    """「やめて保存」 before anything has been sent."""
    disaster.begin(resident)
    resident.sends("やめて保存", {"house_address.town": "大字中央", "house_address.block": "77"})
    assert resident.heading == "保存しました"
    code = resident.page.xpath("//strong[contains(@class, 'number')]")[0].text
    other_browser.opens("/resume")
    other_browser.sends("開く", {"code": code.lower(), "phone": disaster.PHONE})
    assert other_browser.path.endswith("/steps/disaster")
    other_browser.follows("もどる")
    assert other_browser.typed("house_address.block") == "77"


def test_guessing_tells_nothing_and_soon_must_wait(
    world: World, resident: Resident, other_browser: Resident
) -> None:
    """Must catch: other words for a wrong telephone than for a wrong number; guessing without end."""
    number = disaster.arrive(resident)
    said = []
    for code, phone in ((number, "090-0000-0000"), ("26-999999-X", disaster.PHONE), (number, "123")):
        other_browser.opens("/resume")
        other_browser.sends("開く", {"code": code, "phone": phone}, 422)
        said.append(other_browser.complaints)
        assert other_browser.typed("code") == code
    assert said[0] == said[1] == said[2]
    for last in range(3):
        other_browser.opens("/resume")
        other_browser.sends("開く", {"code": number, "phone": f"090-0000-000{last}"}, 422)
    other_browser.opens("/resume")
    other_browser.sends("開く", {"code": number, "phone": disaster.PHONE}, 429)
    assert "15分ほど待ってから" in other_browser.text
    world.clock.forward(minutes=16)
    other_browser.opens("/resume")
    other_browser.sends("開く", {"code": number, "phone": disaster.PHONE})
    assert other_browser.path == f"/my/{number}"


def test_what_has_arrived_can_be_taken_back(resident: Resident, clerk: Clerk) -> None:
    number = disaster.arrive(resident)
    resident.opens(f"/my/{number}")
    resident.follows("取り下げる")
    resident.sends("取り下げる")
    assert "取り下げました" in resident.text
    clerk.opens(desk.case_of(number))
    assert "取り下げられたので、することはありません。" in clerk.text
    assert not clerk.page.xpath("//main//button[contains(., '審査を始める')]")
