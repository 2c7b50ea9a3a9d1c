"""What is declared of the promises is true of the tree: the tests exist and name them, the mutations still fit.

Whether each mutation is caught is tried by `python3 dev.py mutate`.
"""

import ast
from collections import Counter
from functools import cache

import pytest

from tests.invariants.declared import ROOT, Invariant, list_invariants

INVARIANTS = list_invariants()


@cache
def docstrings(path: str) -> dict[str, str]:
    """Test function → its docstring, or else that of its file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    whole = ast.get_docstring(tree) or ""
    return {
        node.name: ast.get_docstring(node) or whole
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def name_of(invariant: Invariant) -> str:
    return invariant.id


def test_every_promise_is_declared_once() -> None:
    assert [each for each, times in Counter(name_of(each) for each in INVARIANTS).items() if times > 1] == []


@pytest.mark.parametrize("invariant", INVARIANTS, ids=name_of)
def test_the_tests_of_a_promise_exist_and_name_it(invariant: Invariant) -> None:
    """Must catch: a test renamed away from under its promise."""
    assert invariant.promise.endswith(".")
    assert invariant.tests
    for test in invariant.tests:
        path, _, name = test.partition("::")
        said = docstrings(path)
        assert name.partition("[")[0] in said, f"{test} is not there"
        assert invariant.id in said[name.partition("[")[0]], f"{test} does not name {invariant.id}"


@pytest.mark.parametrize("invariant", INVARIANTS, ids=name_of)
def test_the_mutations_of_a_promise_fit_the_code(invariant: Invariant) -> None:
    """Must catch: a promise that nothing could break; a mutation of code that has moved on."""
    assert invariant.mutations
    for mutation in invariant.mutations:
        text = (ROOT / mutation.file).read_text("utf-8")
        assert mutation.applied_to(text) != text
