"""Looks and comforts as a browser sees them: no axe violation, nothing cut off, sent twice or lost."""

from collections.abc import Callable
from typing import Any

import pytest

from app.language import Language
from tests.looks.stage import MODES, Stage, design, in_frame

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
PRESSED = "a[href], button, summary, select, input:not([type=hidden]), textarea"
TARGETS = """(pressed) => [...document.querySelectorAll(pressed)]
  .filter((e) => e.getClientRects().length && !e.closest('.skip, p:not([class]), li[data-state], .file'))
  .map((e) => [e.outerHTML.slice(0, 80), e.closest('.choice, .card') ?? e])
  .map(([text, target]) => [text, target.getBoundingClientRect().height])"""
FORM = (
    '{% from "components/form.html" import form %}{% from "components/progress.html" import step_actions %}'
    '{% from "components/text_input.html" import text_input %}'
    '{% call form("/save", "t") %}{{ text_input("name", "氏名") }}{{ step_actions(site.phone) }}{% endcall %}'
)
SWAP = (
    '{% from "components/error_summary.html" import error_summary %}<div id="fields">'
    '{{ error_summary(errors) }}<form method="post" action="/save" hx-post="/save" hx-target="#fields" '
    'hx-swap="outerHTML"><label for="name">氏名</label>'
    '<input class="input" id="name" name="name" value="{{ typed }}">'
    '<button type="submit" id="next">次へ</button></form></div>'
)


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("mode", MODES)
def test_the_design_page_has_no_axe_violation(opened: Open, mode: str) -> None:
    """Text contrast is 7:1 in every mode (color-contrast-enhanced)."""
    page = opened(Stage({"/": design(mode=mode)}))
    assert violations(page) == []
    assert page.complaints == []


def test_the_dark_of_the_device_has_no_axe_violation(opened: Open) -> None:
    page = opened(Stage({"/": design(mode="")}), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 26, 26)"
    assert violations(page) == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_nothing_makes_the_page_scroll_sideways(opened: Open, mode: str, width: int) -> None:
    """320 px is also 1280 px at 400 % (WCAG 1.4.10)."""
    page = opened(Stage({"/": design(mode=mode)}), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("mode", "least"), [("standard", 48), ("contrast", 48), ("dark", 48), ("large", 56)])
def test_everything_to_press_is_big_enough(opened: Open, mode: str, least: int) -> None:
    page = opened(Stage({"/": design(mode=mode)}))
    small = [(found, height) for found, height in page.evaluate(TARGETS, PRESSED) if height < least]
    assert small == []


@pytest.mark.parametrize(("mode", "pixels"), [("standard", "18px"), ("large", "22.005px")])
def test_the_base_text_has_its_size(opened: Open, mode: str, pixels: str) -> None:
    page = opened(Stage({"/": design(mode=mode)}))
    assert page.evaluate("getComputedStyle(document.querySelector('main')).fontSize") == pixels


def test_the_ways_out_stay_on_the_screen_in_large_mode(opened: Open) -> None:
    page = opened(Stage({"/": design(mode="large")}))
    box = page.locator(".way-out").bounding_box()
    assert box["y"] + box["height"] == 844
    assert "電話" in page.locator(".way-out").inner_text()


@pytest.mark.parametrize("language", list(Language))
def test_the_frame_fits_in_every_language(opened: Open, language: Language) -> None:
    page = opened(Stage({"/": design(language=language)}), viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_focus_goes_to_what_must_be_mended(opened: Open) -> None:
    page = opened(Stage({"/": design()}))
    assert "error-summary" in page.evaluate("document.activeElement.className")


def test_a_second_tap_sends_nothing(opened: Open) -> None:
    """Mutation: no guard. The server decides for itself all the same."""
    stage = Stage({"/": in_frame(FORM)})
    stage.answers["POST /save"] = (204, "")
    page = opened(stage)
    page.locator(".actions > .button").dblclick()
    page.wait_for_selector("form[data-sent]")
    assert stage.posted == ["/save"]


def test_without_a_network_what_was_typed_stays_and_can_be_sent_again(opened: Open) -> None:
    """Mutation: the browser's own error page in the place of the form."""
    stage = Stage({"/": in_frame(FORM)})
    page = opened(stage)
    page.fill("#name", "山田")
    page.context.set_offline(True)
    page.locator(".actions > .button").click()
    assert page.locator("#offline-message").is_visible()
    assert page.input_value("#name") == "山田"
    assert stage.posted == []
    page.context.set_offline(False)
    page.locator("[data-retry]").click()
    page.wait_for_url("**/save")
    assert stage.posted == ["/save"]


def test_a_form_with_errors_is_swapped_in_and_takes_the_focus(opened: Open) -> None:
    """Mutation: an htmx that ignores 422, as it did before version 4; the person would see nothing happen."""
    pages = '{% set errors = {} %}{% set typed = "" %}' + SWAP
    stage = Stage({"/": in_frame(pages, '{% include "components/htmx.html" %}')})
    errors = '{% set errors = {"name": "氏名を入力してください。"} %}{% set typed = "12" %}'
    answer = in_frame(errors + SWAP).split("<h1>試し</h1>")[1].split("</main>")[0]
    stage.answers["POST /save"] = (422, answer)
    page = opened(stage)
    page.click("#next")
    page.wait_for_selector(".error-summary:focus")
    assert page.input_value("#name") == "12"
    assert [text for text in page.complaints if "422" not in text] == []
    with page.expect_response("**/save"):
        page.click("#next")
    assert stage.posted == ["/save", "/save"]


def test_the_end_of_a_session_is_said_before_it_comes(opened: Open) -> None:
    """Mutation: the warning hidden after an answer that kept nothing, such as the sign-in page."""
    stage = Stage({"/": in_frame(FORM)})
    stage.answers["POST /keep-alive"] = (200, "")
    page = opened(stage, "/unused")
    page.clock.install()
    page.goto("http://madoguchi.test/")
    page.clock.fast_forward(54 * 60 * 1000)
    assert not page.locator("#session-message").is_visible()
    page.clock.fast_forward(2 * 60 * 1000)
    assert page.locator("#session-message").is_visible()
    with page.expect_response("**/keep-alive"):
        page.locator("[data-keep-session]").click()
    assert page.locator("#session-message").is_visible()
    stage.answers["POST /keep-alive"] = (204, "")
    page.locator("[data-keep-session]").click()
    page.wait_for_selector("#session-message", state="hidden")


def test_a_page_without_scripts_offers_everything(opened: Open) -> None:
    stage = Stage({"/": in_frame(FORM)})
    page = opened(stage, java_script_enabled=False)
    page.fill("#name", "山田")
    page.get_by_role("button", name="おおきい").click()
    page.goto("http://madoguchi.test/")
    page.locator(".actions > .button").click()
    assert stage.posted == ["/display", "/save"]
