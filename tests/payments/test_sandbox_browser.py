"""The way to the provider and back in a real browser: the two hosts, their policies, and no scripts."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tests.payments.rehearsal import Provider, serving
from tests.payments.test_sandbox_api import created

PHONE = {"viewport": {"width": 320, "height": 640}, "locale": "ja-JP"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("no browser: apt-get install --no-install-recommends chromium-headless-shell")
        pytest.skip("no browser: apt-get install --no-install-recommends chromium-headless-shell")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Without scripts, at the narrowest width there is."""
    context = browser.new_context(**PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def merchant(target: dict[str, str]) -> FastAPI:
    """A page with a strict policy whose form is answered with a redirect to the provider."""
    app = FastAPI()

    @app.get("/{rest:path}")
    def show(rest: str) -> Response:
        page = HTMLResponse(f"<!DOCTYPE html><h1>{rest}</h1><form method=post><button>pay</button></form>")
        policy = f"default-src 'none'; form-action 'self' {target['allowed']}"
        page.headers["Content-Security-Policy"] = policy
        return page

    @app.post("/{rest:path}")
    def leave(rest: str) -> Response:
        return RedirectResponse(target["url"], 303)

    return app


@pytest.mark.parametrize("method", ["card", "paypay"])
def test_a_payer_goes_to_the_provider_and_comes_back_from_another_host(
    page: Any, provider: Provider, method: str
) -> None:
    """Must catch: a form-action, on either side, that stops the redirect to the other host."""
    target = {"allowed": provider.url}
    with serving(merchant(target)) as here:
        town = here.replace("127.0.0.1", "localhost")
        session = created(provider, success_url=f"{town}/paid", cancel_url=f"{town}/left")
        target["url"] = f"{session['url']}?method={method}"
        page.goto(f"{town}/start")
        page.click("text=pay")
        page.wait_for_url("**/checkout/**")
        page.click("text=円を支払う")
        page.wait_for_url("**/confirm")
        page.click("button[value=approve]")
        page.wait_for_url("**/paid")
        assert (page.inner_text("h1"), provider.charges) == ("paid", 1)


def test_a_policy_without_the_provider_would_stop_the_payer(page: Any, provider: Provider) -> None:
    """The counter-proof: the test above would fail if browsers did not look."""
    target = {"allowed": ""}
    with serving(merchant(target)) as here:
        target["url"] = created(provider)["url"]
        page.goto(f"{here.replace('127.0.0.1', 'localhost')}/start")
        with page.expect_event("console") as said:
            page.click("text=pay", no_wait_after=True)
        assert "form-action" in said.value.text
        assert "/checkout/" not in page.url


def test_the_pages_fit_a_narrow_screen_and_have_no_barrier(browser: Any, provider: Provider) -> None:
    """Must catch: something wider than 320 pixels, a low contrast, a nameless control (axe: none)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(**PHONE, bypass_csp=True)
    shown = context.new_page()
    open_session, declined, closed = (created(provider)["url"] for _ in range(3))
    provider.post(declined, action="decline")
    provider.pay(closed)
    waiting = created(provider)["url"]
    provider.post(waiting, action="pay", number="4242424242424242", expiry="12/40", code="123")
    try:
        for path in (open_session, f"{open_session}?method=paypay", declined, closed, f"{waiting}/confirm"):
            _has_no_barrier(shown, axe, path)
        _has_no_barrier(shown, axe, f"{provider.url}/admin")
    finally:
        context.close()


def _has_no_barrier(shown: Any, axe: Any, path: str) -> None:
    shown.goto(path)
    shown.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    width = shown.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, (path, width)
    found = axe.run(shown).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == [], path
