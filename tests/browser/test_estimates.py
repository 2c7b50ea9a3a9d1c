"""Estimates on a phone: drawn, complained about and answered, with and without scripts."""

import pytest

from app.estimates.catalog import ESTIMATES
from tests.browser.conftest import Visiting
from tests.browser.walker import ALL, Walker


def test_every_form_is_a_good_page(resident: Walker) -> None:
    """Must catch: a form that no screen reader or narrow screen can use, a complaint without its box."""
    resident.opens("/estimates")
    resident.looks("estimates")
    for estimate in ESTIMATES:
        resident.opens(f"/estimates/{estimate.name}")
        resident.looks(estimate.name)
        if estimate.name == "burden_limit":
            resident.presses("計算する")
            resident.looks(f"{estimate.name} with complaints")


@pytest.mark.parametrize("scripted", [True, False])
def test_an_allowance_is_worked_out(visiting: Visiting, scripted: bool) -> None:
    """Must catch: a result that wants a script, or one without the line that it is not confirmed."""
    resident = visiting(java_script_enabled=scripted)
    resident.opens("/estimates/single_parent_allowance")
    resident.types("income", "150万")
    resident.picks("はい")
    resident.types("dependants", "1")
    resident.types("children", "1")
    resident.presses("計算する")
    resident.page.wait_for_selector("text=町の確認前")
    assert "40,260円" in resident.text
    if scripted:
        resident.looks("single_parent_allowance, worked out", ALL)
