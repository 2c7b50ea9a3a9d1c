"""The front page: what is urgent first, what is searched for first; lists by life event and by category."""

import io
import logging

import pytest
from sqlalchemy import event

from app import logs
from app.procedures.events import events
from tests.people import Resident
from tests.world import World

KB = 1024
FOUND = "//section[@aria-labelledby='found']//h3//a/@href"


def found(resident: Resident, words: str) -> list[str]:
    resident.opens(f"/?q={words}")
    return [str(link) for link in resident.page.xpath(FOUND)]


def test_a_disaster_comes_first_with_what_the_town_offers_for_it(resident: Resident) -> None:
    """Must catch: a banner that leads to a procedure by its name, whatever the town offers."""
    resident.opens("/")
    banner = resident.page.xpath("//main//*[contains(@class, 'banner')]")[0]
    assert "令和8年4月の大雨" in banner.text_content()
    [link] = banner.xpath(".//a/@href")
    resident.opens(link)
    assert "罹災" in resident.heading


def test_the_front_page_stays_short_and_leads_to_everything(resident: Resident, world: World) -> None:
    """Must catch: a card for each of seventy-five procedures; a procedure that no list leads to."""
    resident.opens("/")
    assert len(resident.answer.content) <= 24 * KB
    links = [str(link) for link in resident.page.xpath("//main//h3//a/@href")]
    used_most = [f"/procedures/{key}" for key in world.office.town.often]
    assert used_most
    assert [link for link in links if link.startswith("/procedures/")] == used_most
    assert [link for link in links if link.startswith("/events/")] == [f"/events/{key}" for key in events()]
    offered = set()
    for link in [each for each in links if each.startswith("/categories/")]:
        resident.opens(link)
        offered |= {str(each).rsplit("/", 1)[-1] for each in resident.page.xpath("//main//h2//a/@href")}
    assert offered == set(world.office.town.list_enabled())
    resident.opens("/categories/nobody_knows", 404)


@pytest.mark.parametrize(
    ("words", "link"),
    [("いくらもらえる", "/estimates"), ("児童手当はいくら", "/estimates/child_allowance")],
)
def test_who_asks_how_much_is_led_to_where_it_is_worked_out(
    resident: Resident, words: str, link: str
) -> None:
    """Must catch: pages that nobody finds who says what they want to know."""
    assert found(resident, words)[0] == link
    resident.opens(link)
    assert "いくらもらえる" in resident.text


def test_the_front_page_asks_the_database_a_fixed_number_of_questions(
    resident: Resident, world: World
) -> None:
    """Must catch: a query for each procedure, or the definitions read with every visit."""
    resident.opens("/?q=住民票")
    statements: list[str] = []

    def note(*seen: object) -> None:
        statements.append(str(seen[2]))

    event.listen(world.office.database.engine, "before_cursor_execute", note)
    resident.opens("/?q=住民票")
    event.remove(world.office.database.engine, "before_cursor_execute", note)
    asked = [each for each in statements if each.startswith("SELECT")]
    assert len(asked) <= 3, asked
    assert not [each for each in asked if "procedure_revisions.content" in each]


def test_what_was_found_stands_before_everything_else(resident: Resident) -> None:
    """Must catch: an answer below the fold of a telephone, under a banner nobody asked for."""
    assert found(resident, "赤ちゃん")[0] == "/events/birth"
    assert resident.page.xpath("//main//*[contains(@class, 'banner')]") == []
    assert "/procedures/child_allowance_amount_revision" in found(resident, "赤ちゃん")
    assert resident.page.xpath("//main//h3//a/@href")[0] == "/events/birth"


def test_where_nothing_is_found_there_is_a_way_on(resident: Resident, world: World) -> None:
    """Must catch: an empty page; a page full of what was not meant."""
    assert found(resident, "ぞうきん") == []
    assert "見つかりませんでした" in resident.text
    section = resident.page.xpath("//section[@aria-labelledby='found']")[0]
    phone = (world.office.town.phone or "").replace("-", "")
    assert section.xpath(".//a/@href[starts-with(., 'tel:')]") or phone == ""
    assert resident.page.xpath("//main//h3//a[starts-with(@href, '/categories/')]")


def test_what_is_searched_for_stands_in_no_log(resident: Resident) -> None:
    """Must catch: 「離婚」 in the log of a town where everybody knows everybody."""
    handlers, level = logging.root.handlers[:], logging.root.level
    written = io.StringIO()
    logs.configure(logging.DEBUG, written)
    try:
        found(resident, "夫と離婚した")
        found(resident, "rikon")
    finally:
        logging.captureWarnings(capture=False)
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)
    assert "離婚" not in written.getvalue()
    assert "rikon" not in written.getvalue()
    assert "%E9%9B%A2" not in written.getvalue()


def test_what_somebody_else_does_is_found_and_says_where_to_go(resident: Resident) -> None:
    """Must catch: 「車庫証明」 that is searched for in vain; a page about it that looks like one to apply on."""
    assert found(resident, "車庫証明") == ["/guidance/parking_space_certificate"]
    resident.opens("/guidance/parking_space_certificate")
    assert resident.heading == "自動車の保管場所証明（車庫証明）"
    assert "受け持つ警察署" in resident.text
    assert not resident.page.xpath("//main//form")
    sites = resident.page.xpath("//main//a[@rel='external noreferrer']/@href")
    assert sites == ["https://www.npa.go.jp/", "https://www.oss.mlit.go.jp/"]
    resident.opens("/guidance/nobody_knows", 404)


def test_what_can_be_done_here_stands_before_what_cannot(resident: Resident) -> None:
    links = found(resident, "軽自動車税")
    assert links[0] == "/procedures/tax_payment_certificate"
    assert "/guidance/paying_town_taxes" in links


@pytest.mark.parametrize("key", list(events()))
def test_a_life_event_is_a_list_in_order_and_only_what_is_offered_is_a_link(
    resident: Resident, world: World, key: str
) -> None:
    """Must catch: a link to a procedure this town does not offer; a line that does not say where to go."""
    resident.opens(f"/events/{key}")
    assert resident.heading == events()[key].title.ja
    lines = resident.page.xpath("//main//ol/li")
    assert len(lines) == len(events()[key].items)
    enabled = set(world.office.town.list_enabled())
    for line, item in zip(lines, events()[key].items, strict=True):
        links = [str(link) for link in line.xpath(".//a/@href")]
        if item.procedure:
            assert links == ([f"/procedures/{item.procedure}"] if item.procedure in enabled else [])
        elif item.guidance:
            assert links == [f"/guidance/{item.guidance}"]
        else:
            assert links == []
            assert str(item.at) in line.text_content()
        assert not item.note or str(item.note) in line.text_content()


def test_an_event_nobody_knows_is_not_found(resident: Resident) -> None:
    resident.opens("/events/nobody_knows", 404)
