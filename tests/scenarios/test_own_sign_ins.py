"""A resident looks at where they are signed in, and ends what they do not know."""

from collections.abc import Iterator

import pytest

from tests.people import Resident
from tests.world import World

WHO, PIN = "mizuno_yoko", "1101"


@pytest.fixture(autouse=True)
def _signed_in_nowhere(resident: Resident) -> None:
    """Others who tried before in the same town."""
    resident.signs_in(WHO, PIN)
    resident.opens("/my/sign-ins")
    resident.sends("この画面も、すべて終える")


@pytest.fixture
def other_browser(world: World) -> Iterator[Resident]:
    browser = Resident(world.url)
    yield browser
    browser.close()


def test_other_browsers_of_mine_can_be_signed_out(resident: Resident, other_browser: Resident) -> None:
    """Mutation: end this one too, or nobody's."""
    for browser in (resident, other_browser):
        browser.signs_in(WHO, PIN)
    resident.opens("/my")
    resident.follows("サインインの管理")
    assert len(resident.page.xpath("//tbody/tr")) == 2
    resident.sends("この画面のほかを、すべて終える")
    assert "ほかのサインインを終えました" in resident.text
    other_browser.opens("/my")
    assert other_browser.path == "/sign-in"
    resident.opens("/my")
    assert resident.path == "/my"


def test_everything_ends_at_once_and_the_browser_forgets(resident: Resident, other_browser: Resident) -> None:
    for browser in (resident, other_browser):
        browser.signs_in(WHO, PIN)
    resident.opens("/my/sign-ins")
    form = resident.form("この画面も、すべて終える")
    answer = resident.client.post(form.action, data=resident.fields_of(form), follow_redirects=False)
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    for browser in (resident, other_browser):
        browser.opens("/my")
        assert browser.path == "/sign-in"


def test_somebody_elses_are_neither_shown_nor_ended(resident: Resident, other_browser: Resident) -> None:
    resident.signs_in(WHO, PIN)
    other_browser.signs_in("inoue_fumi", "2001")
    resident.opens("/my/sign-ins")
    assert len(resident.page.xpath("//tbody/tr")) == 1
    resident.sends("この画面のほかを、すべて終える")
    other_browser.opens("/my")
    assert other_browser.path == "/my"
