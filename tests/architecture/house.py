"""The house as files: what the tests of this folder read."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
TESTS = ROOT / "tests"
TEMPLATES = ROOT / "templates"
# Pages of the rehearsal's other houses: the payment provider, the card reader, the mailbox.
SANDBOX_TEMPLATES = ("sandbox_card", "sandbox_payjp")


def python_files(*folders: Path) -> list[Path]:
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def own_templates() -> list[Path]:
    """Without the sandboxes, which are sites of their own."""
    return [path for path in templates() if path.relative_to(TEMPLATES).parts[0] not in SANDBOX_TEMPLATES]


@cache
def drawn_by_pages() -> frozenset[str]:
    """Templates named in Python."""
    sources = "".join(path.read_text("utf-8") for path in python_files(APP))
    return frozenset(re.findall(r"[\"']([\w/.-]+\.html)[\"']", sources))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted: words are not to be saved on."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Name and line of everything that is called: `select`, `.commit`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}", node.lineno
