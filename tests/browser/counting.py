"""How much a story costs here: taps, characters, and bytes over the wire."""

from dataclasses import dataclass, field
from typing import Any

# Counted where people act: a tap is a finger or Enter on something that answers; a character is what was typed.
COUNTERS = """() => {
  const answers = e => e.closest?.('a, button, summary, label, input, select, textarea');
  addEventListener('pointerdown', e => { if (e.isPrimary && answers(e.target)) madoguchiCounts('tap', 1); }, true);
  addEventListener('keydown', e => {
    if (e.key === 'Enter' && answers(e.target) && e.target.tagName !== 'TEXTAREA') madoguchiCounts('tap', 1);
  }, true);
  addEventListener('beforeinput', e => {
    const kind = e.target.type === 'password' ? 'secret' : 'character';
    if (e.data) madoguchiCounts(kind, [...e.data].length);
  }, true);
}"""


@dataclass
class Counts:
    """What is done on pages of the service; what its two providers ask for is theirs."""

    origin: str
    taps: int = 0
    characters: int = 0
    secrets: int = 0
    pages: int = 0

    def add(self, source: Any, kind: str, count: int) -> None:
        if not source["frame"].url.startswith(self.origin):
            return
        match kind:
            case "tap":
                self.taps += count
            case "secret":
                self.secrets += count
            case _:
                self.characters += count

    def watch(self, page: Any) -> None:
        page.context.expose_binding("madoguchiCounts", self.add)
        page.add_init_script(f"({COUNTERS})()")
        page.on("framenavigated", self._turn)

    def _turn(self, frame: Any) -> None:
        if frame.parent_frame is None:
            self.pages += 1


@dataclass
class Load:
    """What one page brought, as it came over the wire, headers included. `files`: kept for ever once fetched."""

    page: int = 0
    files: int = 0
    requests: int = 0

    @property
    def total(self) -> int:
        return self.page + self.files


@dataclass
class Wire:
    """Bytes by page; the service only, not the two providers."""

    origin: str
    loads: list[Load] = field(default_factory=lambda: [Load()])
    _asked: dict[str, str] = field(default_factory=dict)

    def watch(self, page: Any) -> None:
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.requestWillBeSent", self._asks)
        client.on("Network.loadingFinished", self._arrives)

    def next_page(self) -> None:
        self.loads.append(Load())

    def _asks(self, event: dict[str, Any]) -> None:
        earlier = event.get("redirectResponse")
        if earlier and earlier["url"].startswith(self.origin):
            self._count(earlier["url"], int(earlier["encodedDataLength"]))
        self._asked[event["requestId"]] = event["request"]["url"]

    def _arrives(self, event: dict[str, Any]) -> None:
        url = self._asked.get(event["requestId"], "")
        if url.startswith(self.origin):
            self._count(url, int(event["encodedDataLength"]))

    def _count(self, url: str, size: int) -> None:
        load = self.loads[-1]
        load.requests += size > 0
        if "/static/" in url:
            load.files += size
        else:
            load.page += size
