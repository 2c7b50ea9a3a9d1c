"""What おおきい promises beyond a good page: wide gaps, strong contrast, words, and nothing that hangs on a hover."""

from typing import Any

from tests.browser.looking import AXE, axe_source

ENHANCED = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
GAP = 16  # pixels between two things to touch

# What stands below the fixed bar can be moved from under it, so the two are not compared.
GAPS = """least => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 2;
  const touched = ['a[href]', 'button', 'summary', 'select', 'input:not([type=hidden])', 'textarea'];
  const found = [...document.querySelectorAll(touched.map(each => `main ${each}`).join(', '))]
    .filter(e => shown(e) && !e.closest('[aria-hidden=true], .skip'))
    .map(e => e.closest('.choice') ?? e);
  const all = [...new Set(found)];
  const isFixed = e => Boolean(e.closest('.way-out'));
  const wrong = [];
  all.forEach((a, i) => all.slice(i + 1).forEach(b => {
    if (isFixed(a) !== isFixed(b) || a.contains(b) || b.contains(a)) return;
    const [p, q] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
    const x = Math.max(p.left, q.left) - Math.min(p.right, q.right);
    const y = Math.max(p.top, q.top) - Math.min(p.bottom, q.bottom);
    const gap = Math.max(x, y);
    const called = e => e.textContent.trim().slice(0, 20) || e.id;
    if (gap < least - 0.5) wrong.push(`${Math.round(gap)} px between ${called(a)} and ${called(b)}`);
  }));
  return wrong;
}"""

PICTURES = """() => [...document.querySelectorAll('svg')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 2 && !e.parentElement.textContent.trim())
  .map(e => `a picture without words: ${e.parentElement.outerHTML.slice(0, 80)}`)"""

HOVERS = """() => {
  const flat = rules => [...rules].flatMap(r => [r, ...(r.cssRules ? flat(r.cssRules) : [])]);
  return [...document.styleSheets].flatMap(sheet => flat(sheet.cssRules))
    .filter(r => r.selectorText?.includes(':hover') && !r.selectorText.includes(':not([data-mode="large"])'))
    .map(r => `hangs on a hover: ${r.selectorText}`);
}"""

BASE = """() => {
  const size = parseFloat(getComputedStyle(document.querySelector('main')).fontSize);
  return size < 22 ? [`the base is ${size} px`] : [];
}"""

WAYS = """() => [...document.querySelectorAll('.way-out > span')].map(e => {
  const {x, y, width, height} = e.getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
})"""


def promises_broken(page: Any) -> list[str]:
    page.evaluate(axe_source())
    return [
        *page.evaluate(AXE, ENHANCED),
        *page.evaluate(GAPS, GAP),
        *page.evaluate(PICTURES),
        *page.evaluate(HOVERS),
        *page.evaluate(BASE),
    ]


def ways_of(page: Any) -> list[list[int]]:
    """Where the three places are, whether or not something stands there."""
    found: list[list[int]] = page.evaluate(WAYS)
    return found
