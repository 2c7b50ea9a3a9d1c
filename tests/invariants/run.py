"""`python3 dev.py mutate [ID …]`: makes each declared mistake in a copy of the tree, and sees it caught.

A mutant is caught when the tests named for it ran and failed. The same tests pass on the untouched copy first, so
that a broken test catches nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.invariants.declared import ROOT, Invariant, Mutation, list_invariants

PASSED, FAILED = 0, 1  # pytest's exit codes; all others mean that the tests did not run
TOO_LONG = -1
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
LIMIT = 600.0


@dataclass(frozen=True)
class Outcome:
    """`seen` is caught, survived or broken; broken tells that the tests did not run or fail without the mutation."""

    id: str
    says: str
    seen: str
    last_words: str = ""


class Copy:
    """A copy of the tree of one thread's own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / f"tree-{threading.get_ident()}"
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)
        self._fine: dict[tuple[str, ...], tuple[int, str]] = {}

    def try_one(self, invariant: Invariant, mutation: Mutation) -> Outcome:
        before, words = self._untouched(mutation.tests)
        if before != PASSED:
            return Outcome(invariant.id, mutation.says, "broken", words)
        path = self.root / mutation.file
        text = path.read_text("utf-8")
        path.write_text(mutation.applied_to(text), "utf-8")
        code, words = self._run(mutation.tests)
        path.write_text(text, "utf-8")
        seen = {FAILED: "caught", PASSED: "survived"}.get(code, "broken")
        return Outcome(invariant.id, mutation.says, seen, "" if seen == "caught" else words)

    def _untouched(self, tests: tuple[str, ...]) -> tuple[int, str]:
        if tests not in self._fine:
            self._fine[tests] = self._run(tests)
        return self._fine[tests]

    def _run(self, tests: Iterable[str]) -> tuple[int, str]:
        """The exit code, and the end of what was said."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
        environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "REQUIRE_PG": "1",
            "REQUIRE_BROWSER": "1",
        }
        try:
            done = subprocess.run(
                command,
                cwd=self.root,
                env=environment,
                capture_output=True,
                text=True,
                timeout=LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return TOO_LONG, f"not done within {LIMIT:.0f} seconds\n"
        return done.returncode, done.stdout[-2000:] + done.stderr[-500:]


def try_all(invariants: Iterable[Invariant], folder: Path, workers: int) -> list[Outcome]:
    """Mistakes with the same tests go to one worker together: the untouched copy is tried once for all of them."""
    own = threading.local()

    def try_together(pairs: list[tuple[Invariant, Mutation]]) -> list[Outcome]:
        if not hasattr(own, "copy"):
            own.copy = Copy(folder)
        return [_tell(own.copy.try_one(*pair)) for pair in pairs]

    together: dict[tuple[str, ...], list[tuple[Invariant, Mutation]]] = {}
    for invariant in invariants:
        for mutation in invariant.mutations:
            together.setdefault(mutation.tests, []).append((invariant, mutation))
    with ThreadPoolExecutor(workers) as pool:
        return [outcome for done in pool.map(try_together, together.values()) for outcome in done]


def _tell(outcome: Outcome) -> Outcome:
    sys.stdout.write(f"{outcome.id:<7}{outcome.seen:<10}{outcome.says}\n{outcome.last_words}")
    sys.stdout.flush()
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__)
    parser.add_argument("ids", nargs="*", help="only these invariants")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="also write the outcomes here")
    arguments = parser.parse_args()
    wanted = [each for each in list_invariants() if not arguments.ids or each.id in arguments.ids]
    with tempfile.TemporaryDirectory(prefix="madoguchi-mutants-") as folder:
        outcomes = try_all(wanted, Path(folder), arguments.workers)
    caught = sum(outcome.seen == "caught" for outcome in outcomes)
    sys.stdout.write(f"{len(wanted)} invariants: {caught} of {len(outcomes)} mutants caught\n")
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(each) for each in outcomes], indent=1) + "\n", "utf-8")
    return 0 if outcomes and caught == len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
