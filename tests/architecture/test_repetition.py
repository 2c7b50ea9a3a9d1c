"""What several definitions share is written once, in a block."""

from collections import defaultdict
from collections.abc import Iterable

from tests.architecture.house import ROOT

CATALOG = ROOT / "app" / "procedures" / "catalog"
MOST = 10


def test_no_two_definitions_repeat_more_than_ten_lines() -> None:
    """Must catch: a page copied from another procedure, where a change of the law will be made in one of them."""
    files = [path for path in CATALOG.rglob("*.yaml") if "blocks" not in path.parts]
    assert len(files) > 27
    assert _repeated({path.stem: path.read_text("utf-8").splitlines() for path in files}) == {}


def test_a_page_copied_is_seen() -> None:
    copied = [f"line {number}" for number in range(MOST + 1)]
    assert _repeated({"one": ["a", *copied], "other": [*copied, "b"]}) == {("one", "other"): copied}
    assert _repeated({"one": copied[1:], "other": copied[1:]}) == {}


def _repeated(texts: dict[str, list[str]]) -> dict[tuple[str, ...], list[str]]:
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, lines in texts.items():
        for passage in _passages(lines):
            found[passage].add(name)
    return {tuple(sorted(names)): [*passage] for passage, names in found.items() if len(names) > 1}


def _passages(lines: list[str]) -> Iterable[tuple[str, ...]]:
    stripped = [line.rstrip() for line in lines]
    return (tuple(stripped[at : at + MOST + 1]) for at in range(len(lines) - MOST))
