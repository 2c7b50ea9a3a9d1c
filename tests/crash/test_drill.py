"""The drill of `dev.py crash` in short: its bound is right, its figures are whole, and it sees what it must see."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crash.controls import ANSWER_EARLY, ENQUEUE_APART, NO_SYNC, Control, run_control
from crash.figures import upper_bound
from crash.full_disk import run_full_disk
from tests.crash.town import ROOT
from tests.postgres import PostgresMissing, refuse_or_skip


def test_the_bound_is_that_of_clopper_and_pearson() -> None:
    """Must catch: a bound of zero where nothing failed; one that gets better with failures."""
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05**0.01)
    assert upper_bound(0, 2343) == pytest.approx(3 / 2343, rel=0.01)
    assert upper_bound(1, 100) == pytest.approx(0.04656, abs=1e-4)
    assert upper_bound(37, 526) == pytest.approx(0.0914, abs=1e-3)
    assert upper_bound(5, 5) == upper_bound(0, 0) == 1.0


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_short_drill_loses_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    """I-01. Must catch: a drill that reports nothing, fails on a sound service, or leaves files behind."""
    told = tmp_path / "figures.json"
    command = [
        sys.executable,
        "dev.py",
        "crash",
        "--n",
        "6",
        "--seed",
        "7",
        "--no-controls",
        "--json",
        str(told),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=env_of(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(told.read_text("utf-8"))
    assert figures["crashes"] == 6
    assert figures["acknowledged"] > 0
    assert (figures["lost"], figures["doubled"], figures["faults"]) == (0, 0, {})
    assert "6 crashes" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.json"]


def env_of(folder: Path) -> dict[str, str]:

    return {**os.environ, "TMPDIR": str(folder)}


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("control", "database"),
    [
        pytest.param(ANSWER_EARLY, "sqlite", id="answer-early"),
        pytest.param(ENQUEUE_APART, "sqlite", id="enqueue-apart"),
        pytest.param(NO_SYNC, "postgresql", id="no-sync", marks=pytest.mark.postgres),
    ],
)
def test_a_mistake_made_on_purpose_is_found(tmp_path: Path, control: Control, database: str) -> None:
    """I-01, I-50. Must catch: books that are compared with nothing, whose zeros prove nothing."""
    try:
        assert run_control(control, tmp_path / "town", database, 7)["found"]
    except PostgresMissing as missing:
        refuse_or_skip(missing)


@pytest.mark.long
def test_a_full_disk_keeps_nothing_half(tmp_path: Path) -> None:
    """I-04. Must catch: what a simulated failure does not show: which of SQLite's files finds no room."""
    told = run_full_disk(tmp_path / "disk")
    if told["result"] == "skipped":
        pytest.skip(told["why"])
    assert told["result"] == "passed", told
