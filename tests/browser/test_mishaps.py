"""What goes wrong on phones: two taps, the way back, two tabs, no network, a session that ends."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.applications.models import Application
from app.applications.queries import list_owned
from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker
from tests.world import World

pytestmark = pytest.mark.browser
CONTACT = {"applicant_name.family": "山本", "applicant_name.given": "次郎", "applicant_phone": "09000000777"}


def to_the_damages_check(walker: Walker) -> str:
    """As a guest; the address of the application."""
    walker.opens(journeys.DISASTER)
    walker.presses("始める")
    journeys.says_who_and_where(walker)
    walker.picks("令和8年4月")
    walker.goes_on()
    walker.ticks()
    return walker.path.removesuffix("/check")


def sent_by_owner_of(world: World, address: str) -> list[str]:
    """受付番号 of everything the same person has sent."""
    with world.office.database.read() as session:
        application = session.get(Application, UUID(address.rpartition("/")[2]))
        assert application is not None
        owned = list_owned(session, application.owner_id)
        return [each.reference_number for each in owned if each.reference_number]


def posts(walker: Walker) -> list[str]:
    asked: list[str] = []
    walker.page.on(
        "request", lambda request: asked.append(request.method) if request.method == "POST" else None
    )
    return asked


def test_two_taps_on_send_make_one_application(world: World, resident: Walker) -> None:
    """I-10. Must catch: a button that sends twice, and a server that believes it."""
    address = to_the_damages_check(resident)
    sent = posts(resident)
    button = resident.page.get_by_role("button", name="この内容で申請する")
    button.dblclick()
    resident.page.wait_for_url("**/receipt")
    assert len(sent) == 1
    assert sent_by_owner_of(world, address) == [resident.number]


def test_two_taps_without_scripts_make_one_application(world: World, visiting: Visiting) -> None:
    """I-10. Must catch: a second form in flight that becomes a second application where no script holds it back."""
    resident = visiting(java_script_enabled=False)
    address = to_the_damages_check(resident)
    resident.page.get_by_role("button", name="この内容で申請する").dblclick()
    resident.page.wait_for_url("**/my/**")
    assert sent_by_owner_of(world, address) == [resident.number]


def test_the_way_back_and_a_reload_send_nothing_again(world: World, resident: Walker) -> None:
    """I-11. Must catch: a history with the answers to POSTs in it: 「フォームの再送信を確認」 instead of a page."""
    resident.opens(journeys.DISASTER)
    resident.presses("始める")
    resident.goes_on()
    for box, text in CONTACT.items():
        resident.types(box, text)
    resident.goes_on()
    resident.page.go_back()
    assert resident.page.input_value('[id="applicant_name.family"]') == "山本"
    resident.goes_on()
    resident.types("house_address.town", "大字東山")
    resident.types("house_address.block", "12")
    resident.goes_on()
    resident.picks("令和8年4月")
    resident.goes_on()
    resident.goes_on()
    resident.ticks()
    address = resident.path.removesuffix("/check")
    resident.presses("この内容で申請する")
    number = resident.number
    sent = posts(resident)
    for _ in range(3):
        answer = resident.page.go_back()
        assert answer is None or answer.status == 200
        assert resident.page.locator("h1").is_visible()
    assert resident.page.reload().status == 200
    assert sent == []
    assert sent_by_owner_of(world, address) == [number]


def test_two_tabs_send_one_application(world: World, resident: Walker) -> None:
    """I-11. Must catch: a second tab that sends again what the first has sent, or is told off for it."""
    address = to_the_damages_check(resident)
    second = Walker(resident.page.context.new_page(), world)
    second.opens(resident.path)
    second.ticks()
    resident.presses("この内容で申請する")
    second.presses("この内容で申請する")
    assert second.path.startswith(f"/my/{resident.number}")
    assert sent_by_owner_of(world, address) == [resident.number]
    assert second.complaints == []


def test_a_tab_restored_after_sending_shows_where_things_stand(
    world: World, resident: Walker, visiting: Visiting
) -> None:
    """I-11. The browser was closed; its cookies and the address of the check page are all that is left."""
    address = to_the_damages_check(resident)
    resident.presses("この内容で申請する")
    later = visiting(storage_state=resident.page.context.storage_state())
    assert later.opens(f"{address}/check").status == 200
    assert "この内容で申請する" not in later.text
    later.opens(f"/my/{resident.number}")
    assert resident.number in later.text
    assert sent_by_owner_of(world, address) == [resident.number]


def test_losing_the_network_keeps_what_was_typed_and_offers_to_send_again(resident: Walker) -> None:
    """I-05. Must catch: the browser's own error page in the place of the form."""
    resident.opens(journeys.DISASTER)
    resident.presses("始める")
    for box, text in CONTACT.items():
        resident.types(box, text)
    resident.page.context.set_offline(True)
    resident.page.locator(".actions > .button").tap()
    offline = resident.page.locator("#offline-message")
    offline.wait_for(state="visible")
    resident.looks("offline")
    assert resident.page.input_value("#applicant_phone") == "09000000777"
    resident.page.context.set_offline(False)
    resident._goes(offline.get_by_role("button", name="もう一度送る"))
    assert resident.heading.startswith("被害のあった家の住所")


def test_an_answer_that_never_came_is_asked_for_again(resident: Walker) -> None:
    """The line is up, the server is not: a request that dies on the way."""
    resident.opens(journeys.DISASTER)
    resident.presses("始める")
    for box, text in CONTACT.items():
        resident.types(box, text)
    resident.page.route(
        "**/steps/contact", lambda route: route.abort() if posted(route) else route.continue_()
    )
    resident.page.locator(".actions > .button").tap()
    again = resident.page.get_by_role("button", name="もう一度送る")
    again.wait_for(state="visible")
    resident.page.unroute("**/steps/contact")
    resident._goes(again)
    assert resident.heading.startswith("被害のあった家の住所")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_error_of_the_house_gives_back_what_was_typed(
    world: World, visiting: Visiting, scripts: bool
) -> None:
    """I-05. Must catch: an error page in the place of the form, with nothing of it left."""
    resident = visiting(java_script_enabled=scripts)
    resident.opens(journeys.DISASTER)
    resident.presses("始める")
    for box, text in CONTACT.items():
        resident.types(box, text)

    def fail(_session: Any) -> None:
        raise OperationalError("COMMIT", {}, Exception("stopped"))

    event.listen(world.office.database.sessions, "before_commit", fail)
    try:
        resident.page.locator(".actions > .button").tap()
        resident.page.get_by_role("button", name="もう一度送る").wait_for(state="visible")
    finally:
        event.remove(world.office.database.sessions, "before_commit", fail)
    resident.looks("error that keeps")
    resident.presses("もう一度送る")
    assert resident.heading.startswith("被害のあった家の住所")
    resident.opens(resident.path.partition("/steps")[0] + "/steps/contact")
    assert resident.page.input_value("#applicant_phone") == "09000000777"


def posted(route: Any) -> bool:
    return str(route.request.method) == "POST"


def test_the_end_of_a_session_is_announced_and_can_be_put_off(resident: Walker) -> None:
    resident.page.clock.install()
    resident.opens("/sign-in")
    resident.signs_in("hayashi_keiko", "1301")
    warning = resident.page.locator("#session-message")
    resident.page.clock.fast_forward(56 * 60 * 1000)
    warning.wait_for(state="visible")
    resident.looks("session about to end")
    warning.get_by_role("button", name="このまま続ける").tap()
    warning.wait_for(state="hidden")


def test_what_is_sent_after_the_session_ended_comes_back_after_signing_in(
    world: World, resident: Walker
) -> None:
    """Last, since the clock moves. Must catch: typed words lost with the session."""
    resident.opens(journeys.ALLOWANCE)
    resident.signs_in("kobayashi_daisuke", "1201")
    resident.presses("始める")
    resident.picks("増えた")
    world.clock.forward(minutes=61)
    resident.goes_on()
    assert "入力した内容は残っています。" in resident.text
    resident.looks("session ended")
    resident.signs_in("kobayashi_daisuke", "1201")
    assert resident.heading == "入力は残っています"
    resident.looks("kept")
    resident.presses("内容を受け取る")
    resident.looks("taken")
    resident.presses("続ける")
    assert resident.heading.startswith("どのお子さまですか")


def test_another_look_of_the_page_costs_nothing_that_was_typed(resident: Walker) -> None:
    """Must catch: larger letters asked for in the middle of a form, and an empty form after it."""
    resident.opens(journeys.DISASTER)
    resident.presses("始める")
    for box, text in CONTACT.items():
        resident.types(box, text)
    with resident.page.expect_response("**/display"):
        resident.page.get_by_role("button", name="ダーク").tap()
    assert resident.page.get_attribute("html", "data-mode") == "dark"
    assert resident.page.get_by_role("button", name="ダーク", pressed=True).count() == 1
    assert resident.page.get_by_role("button", name="ふつう", pressed=False).count() == 1
    with resident.page.expect_navigation():
        resident.page.get_by_role("button", name="おおきい").tap()
    assert resident.page.input_value('[id="applicant_name.family"]') == "山本"
    resident.page.wait_for_timeout(700)  # taps right after a page has changed are not meant for it
    with resident.page.expect_navigation():
        resident.page.get_by_role("button", name="ダーク").tap()
    for box, text in CONTACT.items():
        assert resident.page.input_value(f'[id="{box}"]') == text
    resident.goes_on()
    assert resident.heading.startswith("被害のあった家の住所")
    assert resident.page.reload().status == 200
    assert resident.page.get_attribute("html", "data-mode") == "dark", "it is remembered"
