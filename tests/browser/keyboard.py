"""A page by keyboard alone: where the focus is, whether one sees it, and whether one gets away from it."""

from tests.browser.walker import Walker

# Where the focus is, in words; empty on the page itself.
WHERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return '';
  const label = e.labels?.[0]?.textContent ?? e.textContent ?? '';
  return `${e.tagName} ${e.id || e.name || ''} ${(label || e.getAttribute('aria-label') || '').trim()}`
    .replace(/\\s+/g, ' ').slice(0, 80);
}"""

# WCAG 2.4.7 and 2.4.11: an outline of at least 2 px, on the screen, under nothing else.
SEEN = """() => {
  const e = document.activeElement;
  const drawn = e.closest('.choice')?.querySelector('label') ?? e.closest('.card') ?? e;
  const style = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'no outline';
  if (box.bottom <= 0 || box.top >= innerHeight) return 'off the screen';
  const middle = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), middle);
  return !top || drawn.contains(top) || top.contains(drawn) || top.closest('label') ? '' : `under ${top.tagName}`;
}"""
MOST_STOPS = 90


class Typist(Walker):
    """Touches nothing: Tab, Shift+Tab, Space, Enter and arrows only."""

    def press(self, key: str) -> str:
        self.page.keyboard.press(key)
        return str(self.page.evaluate(WHERE))

    def tab(self) -> str:
        """To the next stop, which must be visible."""
        where = self.press("Tab")
        if where and (fault := self.page.evaluate(SEEN)):
            self.complaints.append(f"{self.path}: {where}: {fault}")
        return where

    def tabs_to(self, words: str) -> None:
        """Forward until the focus is on something with these words."""
        passed = []
        for _ in range(MOST_STOPS):
            passed.append(self.tab())
            if words in passed[-1]:
                return
        raise AssertionError(f"{words!r} was not reached on {self.path}: {passed}")

    def enters(self, words: str) -> None:
        self.tabs_to(words)
        self._leaves("Enter")

    def _leaves(self, key: str) -> None:
        marked = "(document.querySelector('#fields, #state') ?? document.documentElement)"
        self.page.evaluate(f"{marked}.setAttribute('data-before', '')")
        self.page.keyboard.press(key)
        self.page.wait_for_selector("[data-before]", state="detached")
        self.page.wait_for_load_state()

    def selects(self, words: str, *, downs: int = 0) -> None:
        """Space on the first answer of a group, arrows from there."""
        self.tabs_to(words)
        self.page.keyboard.press("Space")
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")

    def walks_through(self) -> list[str]:
        """Every stop of the page, once round; a page one cannot leave raises."""
        stops = []
        for _ in range(MOST_STOPS):
            where = self.tab()
            if not where or (stops and where == stops[0]):
                return stops
            stops.append(where)
        raise AssertionError(f"no way out of {self.path}: {stops[-6:]}")
