"""What is wrong with a page, as a list of sentences: accessibility, size, order, and what moves sideways."""

from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# A mode changes nothing but the style: after the first look only the rules that read it can find something new.
STYLE_RULES = {
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"],
    }
}
AXE = """rules => axe.run(document, {...rules, resultTypes: ["violations"]}).then(found => found.violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`)))"""
# A small phone, and 1280 × 1024 at 400 % (WCAG 1.4.10): only おおきい looks at the height as well.
NARROW = {"standard": ((320, 256),), "large": ((320, 844), (320, 256))}
SMALLEST = {"standard": 48, "contrast": 48, "dark": 48, "large": 56}
LEAST_WIDTH = {"standard": 44, "contrast": 44, "dark": 44, "large": 56}


class Look(Enum):
    """`STAFF` pages are for a large screen and a mouse: 24 px, as WCAG 2.5.8 asks."""

    RESIDENT = "resident"
    STAFF = "staff"


# Links inside a sentence are exempt, as in WCAG 2.5.8; the file list is dense by nature of its names.
TARGETS = """([height, width]) => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 2;
  const inSentence = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
    && e.parentElement.textContent.trim() !== e.textContent.trim();
  return [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), textarea')]
    .filter(e => shown(e) && !e.closest('.skip, [aria-hidden=true]') && !inSentence(e))
    .map(e => [e, (e.closest('.choice, .card') ?? e).getBoundingClientRect()])
    .filter(([, box]) => box.height < height - 0.5 || box.width < width - 0.5)
    .map(([e, box]) => `too small (${Math.round(box.width)}×${Math.round(box.height)}): ${e.outerHTML.slice(0, 100)}`);
}"""

# One solid button on a page where something is to be done: on the first screen, or right after the last question.
PRIMARY = """() => {
  const shown = e => e.checkVisibility();
  const solid = [...document.querySelectorAll('main .button[data-style=solid]')].filter(shown);
  const asks = [...document.querySelectorAll('main form[method=post]')].some(shown);
  if (solid.length > 1 || (asks && !solid.length)) return [`${solid.length} primary buttons`];
  if (!solid.length) return [];
  const box = solid[0].getBoundingClientRect();
  const top = box.top + scrollY;
  const questions = [...document.querySelectorAll('main .field, main .known, main .summary')].filter(shown)
    .filter(e => e.compareDocumentPosition(solid[0]) & Node.DOCUMENT_POSITION_FOLLOWING);
  const last = Math.max(0, ...questions.map(e => e.getBoundingClientRect().bottom + scrollY));
  return top + box.height <= innerHeight || (last && top - last < 160) ? [] : [`the primary button is at ${top}`];
}"""

FRAME = """() => {
  const wrong = [];
  const headings = document.querySelectorAll('h1').length;
  if (headings !== 1) wrong.push(`${headings} h1`);
  for (const mark of ['header', 'main', 'footer'])
    if (document.querySelectorAll(`body ${mark}`).length < 1) wrong.push(`no ${mark}`);
  const summary = document.querySelector('.error-summary');
  const marked = document.title.startsWith('エラー：');
  if (Boolean(summary) !== marked) wrong.push(`the title is ${document.title}`);
  if (summary && document.activeElement !== summary) wrong.push('the summary has not the focus');
  if (summary) for (const link of summary.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(link.hash.slice(1))) wrong.push(`${link.hash} leads nowhere`);
  return wrong;
}"""


@cache
def axe_source() -> str:
    found = find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return (Path(found.origin).parent / "axe.min.js").read_text()


def problems_of(page: Any, modes: tuple[str, ...], look: Look) -> list[str]:
    """Empty for a good page. The mode is put back; it is an attribute of the page, as the cookie would make it."""
    page.evaluate(axe_source())
    found = list(page.evaluate(FRAME)) if look is Look.RESIDENT else _headings(page)
    chosen = page.evaluate("document.documentElement.dataset.mode ?? ''")
    for rules, mode in zip([RULES] + [STYLE_RULES] * 3, modes, strict=False):
        page.evaluate("mode => { document.documentElement.dataset.mode = mode }", mode)
        problems = page.evaluate(AXE, rules) + _in_mode(page, mode, look)
        found += [f"{mode}: {problem}" for problem in problems]
    page.evaluate("mode => { document.documentElement.dataset.mode = mode }", chosen)
    return found


def _in_mode(page: Any, mode: str, look: Look) -> list[str]:
    if look is Look.STAFF:
        return list(page.evaluate(TARGETS, [24, 24]))
    found: list[str] = page.evaluate(TARGETS, [SMALLEST[mode], LEAST_WIDTH[mode]])
    found += page.evaluate(PRIMARY) if mode == "standard" else []
    return found + _sideways(page, NARROW.get(mode, ()))


def _headings(page: Any) -> list[str]:
    count = page.locator("h1").count()
    return [] if count == 1 else [f"{count} h1"]


def _sideways(page: Any, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    usual = page.viewport_size
    found = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"{needed} px wide at {width}×{height}")
    page.set_viewport_size(usual)
    return found
