"""A child the register lists and two it does not, on one page: by finger, without scripts, by keyboard."""

import pytest

from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.keyboard import WHERE, Typist
from tests.browser.walker import ALL, Walker

pytestmark = pytest.mark.browser
ROWS = "section.row"


def to_two_rows(walker: Walker, person: str, pin: str, child: str) -> None:
    """One who is listed, and somebody who is not."""
    walker.opens(journeys.ALLOWANCE)
    walker.signs_in(person, pin)
    again = walker.page.get_by_role("button", name="新しく始める").count()  # the draft of another test
    walker.presses("新しく始める" if again else "始める")
    walker.picks("増えた")
    walker.goes_on()
    walker.picks(child)
    walker.picks("ここにいない")
    walker.goes_on()


def headings(walker: Walker) -> list[str]:
    return [heading.inner_text() for heading in walker.page.locator(f"{ROWS} h2").all()]


def focused(walker: Walker) -> str:
    return str(walker.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


def takes_away(walker: Walker, row: int) -> None:
    walker._goes(walker.page.locator(f'button[value="inc_children.{row}"]'))


def add_and_take_away(walker: Walker, child: str) -> None:
    walker.types("inc_children.1.child_name.given", "青葉")
    walker.presses("もう1人加える")
    assert headings(walker) == [child, "2人目", "3人目"]
    assert walker.page.input_value('[id="inc_children.1.child_name.given"]') == "青葉"
    walker.types("inc_children.2.child_name.given", "若葉")
    takes_away(walker, 1)
    assert headings(walker) == [child, "2人目"]
    assert walker.page.input_value('[id="inc_children.1.child_name.given"]') == "若葉"
    assert walker.page.get_by_role("button", name="この人を消す").count() == 0


def test_a_row_more_and_a_row_less(resident: Walker) -> None:
    """Must catch: a focus that falls back to the top of a long page, or a row that cannot be told from another."""
    to_two_rows(resident, "mizuno_yoko", "1101", "水野 湊")
    resident.presses("もう1人加える")
    assert focused(resident) == "3人目"
    resident.looks("three rows", ALL)
    takes_away(resident, 2)
    assert focused(resident) == "2人目"
    add_and_take_away(resident, "水野 湊")
    resident.goes_on()
    resident.looks("rows with messages", ALL)


def test_rows_need_no_scripts(visiting: Visiting) -> None:
    walker = visiting(java_script_enabled=False)
    to_two_rows(walker, "kobayashi_daisuke", "1201", "小林 葵")
    add_and_take_away(walker, "小林 葵")


def test_rows_are_added_and_taken_away_by_keyboard(visiting: Visiting) -> None:
    """Must catch: Enter in a box that adds a row instead of going on."""
    typist = visiting(Typist, is_mobile=False, has_touch=False)
    to_two_rows(typist, "kobayashi_daisuke", "1201", "小林 葵")
    typist.enters("もう1人加える")
    assert headings(typist) == ["小林 葵", "2人目", "3人目"]
    assert typist.tab().startswith("BUTTON remove_row この人を消す（3人目"), (
        "what was added is undone at once"
    )
    assert typist.tab().startswith("INPUT inc_children.2.child_name.family")
    typist.page.keyboard.press("Shift+Tab")
    typist._leaves("Enter")
    assert headings(typist) == ["小林 葵", "2人目"]
    typist.tabs_to("child_name.given")
    typist._leaves("Enter")
    assert typist.page.evaluate(WHERE).startswith("DIV"), "the messages"
    assert headings(typist) == ["小林 葵", "2人目"]
