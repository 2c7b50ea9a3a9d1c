"""A headless browser for the tests of looks, found on the machine, never downloaded."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.looks.stage import HOST, Stage

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=ja-JP"]
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("no browser: apt-get install --no-install-recommends chromium-headless-shell")
        pytest.skip("no browser: apt-get install --no-install-recommends chromium-headless-shell")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """opened(stage, path, **context options) → a page on it; `page.complaints`: its console errors."""
    contexts: list[Any] = []

    def open_page(stage: Stage, path: str = "/", **options: Any) -> Any:
        context = chromium.new_context(**{**PHONE, **options})
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", stage.answer)
        page.goto(f"{HOST}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
