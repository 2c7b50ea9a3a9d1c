"""要介護認定の更新 in おおきい on a telephone, by three not at home there: each ends with one right application."""

import pytest

from tests.browser.bots import Lost, Slow, Trembling
from tests.browser.conftest import Visiting
from tests.browser.elder import Elder

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def applies(elder: Elder) -> None:
    elder.begins()
    elder.reaches_check()
    number = elder.sends()
    (answers,) = elder.sent()
    assert {key: answers.get(key) for key in elder.wished()} == elder.wished()
    elder.takes_back(number)


def test_whoever_trembles_sends_one_correct_application(visiting: Visiting) -> None:
    """L-2. Must catch: a target too small or too near to another; a touch meant for the page before."""
    trembling = visiting(Trembling)
    applies(trembling)
    assert trembling.doubles >= 5
    assert trembling.long_presses >= 1


def test_whoever_reads_slowly_sends_one_correct_application(visiting: Visiting) -> None:
    """L-2. A minute a page, 54 for one, 70 for another. Must catch: a page with a limit, words lost with a session."""
    slow = visiting(Slow)
    applies(slow)
    assert (slow.warned, slow.signed_in_again) == (1, 1)


def test_whoever_loses_the_way_sends_one_correct_application(visiting: Visiting) -> None:
    """L-2. Must catch: a way back that forgets, half a word that is gone, an answer given twice."""
    lost = visiting(Lost)
    applies(lost)
    assert lost.detours >= 6
    assert lost.left_a_word


def test_without_scripts_too(visiting: Visiting) -> None:
    lost = visiting(Lost, java_script_enabled=False)
    applies(lost)
    assert lost.detours >= 6
