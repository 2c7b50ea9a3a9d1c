"""What lives in the memory of one process: nothing that a request put there about somebody."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import APP, name, python_files, tree

MAKERS = {
    "dict",
    "list",
    "set",
    "defaultdict",
    "deque",
    "Counter",
    "OrderedDict",
    "local",
    "WeakKeyDictionary",
}
# Filled while modules are imported, or with what can never change: the rules of procedures, published revisions.
ALLOWED = {
    "app/procedures/named.py FACTS",
    "app/procedures/named.py CHECKS",
    "app/procedures/named.py PREVIEWS",
    "app/procedures/publication.py _PUBLISHED",
}


def is_to_be_filled(value: ast.expr | None) -> bool:
    """An empty container at the top of a module has no other use."""
    match value:
        case ast.Dict(keys=[]) | ast.List(elts=[]) | ast.Set(elts=[]):
            return True
        case ast.Call(func=ast.Name(id=made) | ast.Attribute(attr=made), args=args):
            return made in MAKERS and (made in {"defaultdict", "local"} or not args)
    return False


def kept(path: Path) -> Iterator[str]:
    for node in tree(path).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and is_to_be_filled(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (f"{name(path)} {ast.unparse(target)}" for target in targets)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Global):
            yield f"{name(path)} global {', '.join(node.names)}"


def test_no_module_keeps_what_requests_put_into_it() -> None:
    """I-35. Must catch: who is signed in, or the last document, in a variable that all requests of a process share."""
    assert {each for path in python_files(APP) for each in kept(path)} == ALLOWED


def test_the_test_can_fail() -> None:
    told = ast.parse(
        "A = {}\nB: dict[str, int] = {}\nC = defaultdict(list)\nD = threading.local()\nE = set()"
    )
    assert all(
        is_to_be_filled(node.value) for node in told.body if isinstance(node, ast.Assign | ast.AnnAssign)
    )
