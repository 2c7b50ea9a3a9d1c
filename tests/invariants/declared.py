"""The declarations: `tests/invariants/*.toml` → values.

An invariant has an id, one sentence, and the tests that show it; a mutation is a text of a file and what stands in
its place in the mutant. See `tests/invariants/run.py` for trying them.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Mutation:
    """`old` stands exactly once in `file`; `tests` are those of the invariant unless it names its own."""

    says: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def applied_to(self, text: str) -> str:
        """Raises ValueError where the text to change is not there, or there twice: the code has moved on."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file}: {self.old!r} stands there {text.count(self.old)} times")
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Invariant:
    id: str
    promise: str
    tests: tuple[str, ...]
    mutations: tuple[Mutation, ...]


def list_invariants() -> list[Invariant]:
    """In the order of their ids."""
    given = [each for path in sorted(HERE.glob("*.toml")) for each in _tables(path)]
    return sorted((_invariant(each) for each in given), key=lambda invariant: invariant.id)


def _tables(path: Path) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8")).get("invariant", [])
    return tables


def _invariant(given: dict[str, Any]) -> Invariant:
    tests = tuple(given["tests"])
    mutations = tuple(
        Mutation(each["says"], each["file"], each["old"], each["new"], tuple(each.get("tests", tests)))
        for each in given.get("mutation", ())
    )
    return Invariant(given["id"], given["promise"], tests, mutations)
