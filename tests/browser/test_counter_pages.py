"""Every page of the counter and of papers that came by post, held against what a page must be, in every mode."""

from typing import Any

import pytest

from app.applications.models import Application
from tests.browser import counter_journeys as journey
from tests.browser.at_counter import TABLET, says_me
from tests.browser.conftest import DESK, Visiting
from tests.browser.touring import Touring, never_looked_at, never_opened, tell_templates
from tests.browser.walker import ALL
from tests.people import Resident
from tests.scenarios import at_the_desk, counter, disaster
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
PLAIN: dict[str, Any] = {**DESK, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}
VISIT = "/staff/counter/visits/{visit_id}"
# They lead on, or are no pages: a number that says whether anything changed, a file to keep.
NO_PAGES = frozenset(
    {
        *(VISIT, "/staff/counter/visits", f"{VISIT}/changes", f"{VISIT}/sheet.pdf"),
        *("/staff/counter-times/times.csv", "/screen/changes", "/screen/days.ics", "/screen/sheet.pdf"),
    }
)
NO_PAGES_OF_PAPER = frozenset(
    {"/staff/paper/{application_id}", "/staff/paper/{application_id}/scans/{file_id}"}
)


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    tell_templates(monkeypatch)


def tourist(visiting: Visiting, **options: Any) -> Touring:
    found = visiting(Touring, **(options or PLAIN))
    assert isinstance(found, Touring)
    return found


def test_every_page_of_the_counter_is_looked_at(world: World, visiting: Visiting) -> None:
    """Must catch: a page that somebody cannot read, in any mode, on either screen; a new one nobody looked at."""
    desk, screen, second = tourist(visiting), tourist(visiting, **TABLET), tourist(visiting)
    passer_by = tourist(visiting, **TABLET)
    desk.comes_in("tanto")
    second.comes_in("kessai")
    journey.sits_down(desk)
    journey.joins_a_tablet(desk, screen)
    troubles_at_the_door(desk, screen)
    journey.is_called(desk, screen)
    journey.is_found(desk, screen, "arai 0707")
    journey.moves_in(desk, screen)
    journey.ends(desk, screen)
    pays(desk, screen)
    desk.presses_key("F2")
    is_known(desk, screen)
    talks(desk, screen)
    goes_on_from_home(world, desk)
    mends_and_asks_a_second(desk, screen, second)
    rests(desk, screen)
    counter.served_last_month(world)
    second.opens("/staff/counter-times")
    second.looks_as_staff("times", ALL)
    passer_by.opens("/screen/paid?here=1")
    passer_by.looks("paid elsewhere", ALL)
    everybody = [desk, screen, second, passer_by]
    assert never_looked_at(everybody, world, "counter/") == []
    assert never_opened(everybody, world, ("/staff/counter", "/screen"), NO_PAGES) == []


def troubles_at_the_door(desk: Touring, screen: Touring) -> None:
    """No card, words nobody reads, papers that are too few, somebody who is in no register; then the next."""
    counter.lays(desk.world, "")
    journey.is_called(desk, screen)
    desk.presses_key("F7")
    desk.looks_as_staff("card not read")
    desk.page.locator("#sought").focus()
    desk.writes("なにか")
    desk.looks_as_staff("whom to find, unread")
    desk.presses_key("F6")
    desk.looks_as_staff("somebody new", ALL)
    desk.page.locator("#name").focus()
    desk.presses("次へ")
    desk.looks_as_staff("somebody new, nothing typed")
    desk.follows("カナでさがす")
    desk.writes("arai 0707")
    desk.presses_key("1")
    desk.presses_key("8")
    desk.looks_as_staff("papers, none chosen")


def is_known(desk: Touring, screen: Touring) -> None:
    """Without looking at what has been looked at."""
    desk.writes("mizu 0614")
    desk.presses_key("1")
    desk.presses_key("1")
    says_me(screen)
    desk.page.wait_for_url("**/procedures")


def pays(desk: Touring, screen: Touring) -> None:
    desk.presses_key("F2")
    is_known(desk, screen)
    journey.asks_for_a_certificate(desk, screen)
    journey.shows_the_fee(desk, screen)
    screen.follows("あとで払う")
    screen.looks("end, not paid", ALL)
    screen.opens("/screen")
    journey.pays_in_coins(desk)


def talks(desk: Touring, screen: Touring) -> None:
    desk.presses_key("F3")
    desk.looks_as_staff("talk, nothing said")
    desk.presses_key("2")
    screen.page.wait_for_selector("text=少しお待ちください")
    screen.looks("talk", ALL)
    screen.presses("送る")
    screen.looks("talk, nothing typed")
    desk.opens("/staff/counter")
    desk.presses_key("F3")
    desk.looks_as_staff("talk", ALL)
    desk.presses_key("F6")


def goes_on_from_home(world: World, desk: Touring) -> None:
    """A draft of a telephone comes to the counter, and goes back to it."""
    home = Resident(world.url)
    disaster.begin(home)
    draft = home.path.split("/")[2]
    home.opens(f"/apply/{draft}/counter")
    home.sends("番号を出す")
    code = str(home.page.xpath("//strong[contains(@class, 'number')]/text()")[0])
    home.close()
    desk.opens("/staff/counter")
    desk.presses_key("F1")
    desk.looks_as_staff("draft of a telephone", ALL)
    desk.writes("000000")
    desk.looks_as_staff("draft of a telephone, wrong number")
    desk.types("code", code)
    desk.presses_key("Enter")
    desk.looks_as_staff("draft of a telephone, found")
    desk.presses_key("Enter")
    desk.looks_as_staff("procedures added")
    desk.presses("続きをスマホで")
    desk.looks_as_staff("back to the telephone", ALL)
    desk.presses_key("F5")
    desk.presses("やめる")


def mends_and_asks_a_second(desk: Touring, screen: Touring, second: Touring) -> None:
    """Money for the account of somebody else, of which something was said wrong at first."""
    desk.presses_key("3")
    desk.answers_page({name: ["no"] for name in at_the_desk.MOVING_IN} | {"dog": ["yes"]})
    desk.page.wait_for_url("**/found")
    desk.follows("答えを変える")
    desk.presses("用件を選びなおす")
    desk.writes("どこにもない言葉")
    desk.looks_as_staff("procedures, none found")
    desk.page.locator("#words").fill("")
    desk.writes("子ども医療費")
    desk.looks_as_staff("procedures found")
    desk.presses_key("1")
    screen.page.wait_for_selector("text=書く必要はありません")
    screen.looks("what is being done", ALL)
    desk.presses("次へ")
    desk.looks_as_staff("a question, not answered")
    while desk.path.endswith("/ask"):
        if (holder := desk.page.locator("[name='bank_account.holder']")).count():
            holder.fill("ミズノ ケン")  # hers stands there already
        desk.answers_page(at_the_desk.OF_CARD)
    journey.hands_over(desk, screen)
    screen.presses("この内容でまちがいありません")
    screen.looks("reading, not ticked", ALL)
    screen.presses("ここが違います")
    desk.page.wait_for_url("**/mend")
    desk.looks_as_staff("what was wrong", ALL)
    desk.presses("直さない")
    journey.is_read(screen)
    screen.looks("somebody else is asked", ALL)
    for officer in (desk, second):
        officer.opens("/staff/counter/second")
        officer.looks_as_staff("whose account", ALL)
    second.presses("この口座でよい")
    screen.page.wait_for_selector("canvas")
    screen.presses("署名して出す")
    screen.looks("signing, nothing written")


def rests(desk: Touring, screen: Touring) -> None:
    """Three minutes without a sign."""
    desk.opens("/staff/queue")
    desk.world.clock.forward(minutes=3)
    screen.opens("/screen")
    screen.looks("nobody", ALL)
    desk.opens("/staff/counter")
    desk.looks_as_staff("a screen that rests")


def test_every_page_of_a_paper_is_looked_at(world: World, visiting: Visiting) -> None:
    """Must catch: a page of what came by post that somebody cannot read, in any mode; a new one nobody looked at."""
    home = Resident(world.url)
    disaster.begin(home)
    home.close()
    with world.office.database.read() as session:
        code = session.query(Application).order_by(Application.started_at.desc()).first().resume_code
    clerk = tourist(visiting)
    clerk.comes_in("tanto")
    clerk.opens("/staff/paper")
    clerk.looks_as_staff("papers", ALL)
    clerk.types("code", code)
    clerk.presses("さがす")
    clerk.looks_as_staff("a draft found", ALL)
    clerk.opens("/staff/paper/new/disaster_certificate")
    clerk.types("sought", "ミズ 0614")
    clerk.presses("住民記録をさがす")
    clerk.looks_as_staff("whose paper it is", ALL)
    clerk.opens("/staff/paper/new/disaster_certificate")
    clerk.page.fill("#came_on", world.clock().date().isoformat())
    clerk.presses("入力を始める")
    clerk.looks_as_staff("a page of a paper", ALL)
    two_write(clerk)
    for _ in range(20):
        if clerk.path.endswith("/check"):
            break
        clerk.presses("空きのまま次へ")
    clerk.looks_as_staff("what is on the paper", ALL)
    assert never_looked_at([clerk], world, "staff/paper/") == []
    assert never_opened([clerk], world, ("/staff/paper",), NO_PAGES_OF_PAPER) == []


def two_write(clerk: Touring) -> None:
    """The same answer in another tab meanwhile."""
    here = clerk.page.url
    clerk.page.fill("[name='applicant_phone']", "090-0000-0001")
    tab = clerk.page.context.new_page()
    tab.goto(here)
    tab.fill("[name='applicant_phone']", "090-0000-0002")
    tab.get_by_role("button", name="空きのまま次へ").click()
    tab.wait_for_load_state()
    tab.close()
    clerk.presses("空きのまま次へ")
    clerk.looks_as_staff("two answers", ALL)
    clerk.opens(here)
