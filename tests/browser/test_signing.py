"""署名 in a browser: away to the card on another origin, and back to the receipt, with scripts and without."""

import pytest

from tests.browser.conftest import Visiting
from tests.browser.test_every_procedure import Answering

pytestmark = pytest.mark.browser


def test_a_procedure_is_signed_to_its_end(visiting: Visiting) -> None:
    """Must catch: a content policy that keeps the browser here, or a page nobody can use with a keyboard."""
    resident: Answering = visiting(Answering)  # type: ignore[assignment]  # the walker that was asked for
    resident.walks("child_allowance_donation")
    assert "マイナンバーカードで署名して提出しました。" in resident.text


def test_without_scripts_too(visiting: Visiting) -> None:
    resident: Answering = visiting(Answering, java_script_enabled=False)  # type: ignore[assignment]
    resident.walks("child_allowance_donation_change")
    assert "マイナンバーカードで署名して提出しました。" in resident.text
