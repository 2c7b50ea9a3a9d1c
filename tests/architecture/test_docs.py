"""The docs are true: what can be drawn from the code is, and what is named exists.

After a change: `DOCS_WRITE=1 .venv/bin/pytest tests/architecture/test_docs.py`.
"""

import os
import re
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.architecture import drawing
from tests.architecture.house import APP, ROOT, python_files

DOCS = ROOT / "docs"
DRAWN = [DOCS / "map.md", DOCS / "settings.md"]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DRAWN, ids=label)
def test_what_is_drawn_from_the_code_is_up_to_date(path: Path) -> None:
    """Mutation: a new setting, package or transition that the docs do not show."""
    written = path.read_text("utf-8")
    drawn = drawing.filled_in(written, drawing.all_drawings())
    if os.environ.get("DOCS_WRITE") == "1":
        path.write_text(drawn, "utf-8")
    difference = unified_diff(path.read_text("utf-8").splitlines(), drawn.splitlines(), lineterm="", n=0)
    assert "\n".join(difference) == "", "DOCS_WRITE=1 draws it anew"


def test_every_drawing_is_shown_somewhere() -> None:
    shown = {name for path in DRAWN for name in re.findall(r"<!-- drawn: (\w+) -->", path.read_text("utf-8"))}
    assert shown == set(drawing.all_drawings())


def test_every_setting_is_described() -> None:
    """Mutation: a field of Settings that an operator cannot know of."""
    described = (DOCS / "settings.md").read_text("utf-8")
    assert [name for name in drawing.setting_names() if f"`{name}`" not in described] == []


def test_every_word_of_the_glossary_is_a_word_of_the_code() -> None:
    """Mutation: a class renamed, and the glossary left behind."""
    names = {
        word
        for path in python_files(APP)
        for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", path.read_text("utf-8"))
    }
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`([A-Za-z_]+)`", row)]
    assert len(told) > 40
    assert sorted({name for name in told if name not in names}) == []


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_what_a_page_points_to_exists(path: Path) -> None:
    """Mutation: a file moved, and a link left behind."""
    text = path.read_text("utf-8")
    linked = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    missing = [link for link in linked if link and "://" not in link and not (path.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_files_that_are_named_exist(path: Path) -> None:
    """Names with a path, such as `app/main.py`; not those with a place holder, such as `<key>`."""
    named = re.findall(
        r"`((?:app|bench|crash|supply|docs|demo|static|templates|tests|municipalities)/[^`\s<>*{}…]*)`",
        path.read_text(),
    )
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_decisions_are_numbered_and_one_page_each() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in decisions:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert len(text.splitlines()) <= 60, path.name
