"""Browsers follow a POST to another origin only where the page said so beforehand (CSP form-action)."""

import pytest

from tests.browser.walker import Walker

pytestmark = pytest.mark.browser

SIGN_IN = """() => {
  const token = document.querySelector('[name=form_token]').value;
  const form = Object.assign(document.createElement('form'), {method: 'post', action: '/sign-in'});
  form.innerHTML = `<input name="form_token" value="${token}"><button>go</button>`;
  document.querySelector('main').append(form);
  form.querySelector('button').click();
}"""


def test_the_pages_that_sign_in_and_pay_lead_to_their_provider_and_nowhere_else(resident: Walker) -> None:
    """Must catch: the provider's origin missing where it is needed, or allowed everywhere."""
    world = resident.world
    resident.opens("/sign-in")
    resident.presses("マイナンバーカードでサインインする")
    assert resident.page.url.startswith(world.ports.card_url)
    resident.opens("/contact")
    asked: list[str] = []
    resident.page.on("request", lambda request: asked.append(request.url))
    with resident.page.expect_console_message(lambda said: "form-action" in said.text) as refusal:
        resident.page.evaluate(SIGN_IN)
    assert asked == [f"{world.url}/sign-in"]  # the service was asked and sent the browser on; it did not go
    assert "has been blocked" in refusal.value.text
    assert resident.path == "/contact"
    resident.complaints.clear()


def test_no_other_page_names_another_origin(resident: Walker) -> None:
    for path in ("/", "/contact", "/resume", "/design", "/procedures/disaster_certificate", "/nothing-here"):
        policy = resident.opens(path).headers["content-security-policy"]
        assert "http" not in policy, f"{path}: {policy}"
        assert "unsafe" not in policy
