"""What holds the house small and its words in their places."""

import ast
import re
from collections.abc import Iterable

from tests.architecture.house import APP, ROOT, TESTS, calls, functions, length, name, python_files, tree

APP_FILES = python_files(APP)
TEST_FILES = python_files(TESTS)
FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service"}
FORBIDDEN_CLASSES = re.compile(r"(Manager|Service|Helper|Util|Utils)$")
ALLOWED_MODULES = {"app/procedures/questions/base.py"}


def nothing(found: Iterable[str]) -> None:
    complaints = sorted(found)
    assert not complaints, "\n" + "\n".join(complaints)


def test_files_are_short() -> None:
    """Mutation: a 201st line somewhere in app/, or a 301st in tests/."""
    limits = [*((path, 200) for path in APP_FILES), *((path, 300) for path in TEST_FILES)]
    lengths = [(name(path), len(path.read_text("utf-8").splitlines()), limit) for path, limit in limits]
    nothing(f"{file} has {lines} lines" for file, lines, limit in lengths if lines > limit)


def test_functions_are_short() -> None:
    """Mutation: a function of 31 lines."""
    long = [
        f"{name(path)}:{function.lineno} {function.name} has {length(function)} lines"
        for path in APP_FILES
        for function in functions(path)
        if length(function) > 30
    ]
    nothing(long)


def test_only_the_database_commits() -> None:
    """Mutation: a `.commit()` in a page or a verb, after which an error can no longer undo what came before."""
    # The sandboxes are other houses with databases of their own.
    allowed = ("app/database.py", "app/sandboxes/")
    commits = [
        f"{name(path)}:{line}" for path in APP_FILES for call, line in calls(path) if call == ".commit"
    ]
    nothing(each for each in commits if not each.startswith(allowed))


def test_questions_to_the_database_stand_in_queries() -> None:
    """Mutation: a `select(` in a page, where nobody looks for it when a column changes."""
    allowed = re.compile(r"(queries|models)")
    found = [
        f"{name(path)}:{line}"
        for path in APP_FILES
        for called, line in calls(path)
        if called == "select" and not allowed.search(path.stem)
    ]
    nothing(found)


def test_imports_name_the_whole_way() -> None:
    relative = [
        f"{name(path)}:{node.lineno}"
        for path in (*APP_FILES, *TEST_FILES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    nothing(relative)


def test_no_module_is_named_after_nothing() -> None:
    """Mutation: app/web/helpers.py, which is where everything ends that has no place."""
    found = [name(path) for path in APP_FILES if {path.stem, path.parent.name} & FORBIDDEN_MODULES]
    assert set(found) <= ALLOWED_MODULES


def test_no_class_manages_serves_or_helps() -> None:
    found = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in APP_FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and FORBIDDEN_CLASSES.search(node.name)
    ]
    nothing(found)


def test_a_module_says_what_it_is_for() -> None:
    """Mutation: a module without a docstring, whose purpose the next reader has to guess."""
    nothing(name(path) for path in APP_FILES if not ast.get_docstring(tree(path)))


def test_a_package_is_a_package() -> None:
    """Mutation: a folder without __init__.py, which the contracts of imports would not see."""
    nothing(name(path) for path in (*APP_FILES, *TEST_FILES) if not (path.parent / "__init__.py").exists())


def test_names_tell_what_a_search_may_find() -> None:
    """`get_x` raises, `find_x` may return None: the annotation has to agree with the name."""
    wrong = []
    for path in APP_FILES:
        for function in functions(path):
            returns = ast.unparse(function.returns) if function.returns else ""
            may_be_none = bool({"None", "Any"} & set(returns.split(" | ")))
            contradicts = {"get": may_be_none, "find": not may_be_none}.get(function.name.split("_")[0])
            if contradicts and "_" in function.name:
                wrong.append(f"{name(path)}:{function.lineno} {function.name} returns {returns}")
    nothing(wrong)


def test_every_exception_to_a_rule_has_a_reason() -> None:
    """Mutation: a bare `# noqa: X` or `# type: ignore[x]`."""
    bare = re.compile(r"# (noqa|type: ignore)(:\s*[A-Z0-9, ]+|\[[\w, -]+\])?\s*$")
    found = [
        f"{name(path)}:{number}"
        for path in (*APP_FILES, ROOT / "dev.py", ROOT / "conftest.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line) and "import-untyped" not in line
    ]
    nothing(found)


def test_what_somebody_typed_is_never_a_sentence() -> None:
    """Mutation: `Message(name)`, which ends in a 500 for a child who is written down as `{name}`."""
    made = [
        (path, node)
        for path in APP_FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Message", "noted"} and node.args
    ]
    assert made
    nothing(
        f"{name(path)}:{node.lineno} {ast.unparse(node.args[0])}"
        for path, node in made
        if name(path) != "app/language.py" and not _is_a_sentence(node.args[0])
    )


def _is_a_sentence(said: ast.expr) -> bool:
    """Written there, or once elsewhere as an error's or another message's own."""
    if isinstance(said, ast.Attribute):
        return said.attr in {"template", "message"}
    return isinstance(said, ast.Constant)


def test_no_output_knows_a_procedure_by_name() -> None:
    """Mutation: a page that links to one procedure, offered or not. Demo data tells stories of its own."""
    keys = [path.stem for path in sorted((APP / "procedures" / "catalog").glob("*.yaml"))]
    readers = [path for path in APP_FILES if not name(path).startswith("app/cli/demo")]
    pages = [path for suffix in ("html", "txt", "typ") for path in (ROOT / "templates").rglob(f"*.{suffix}")]
    nothing(
        f"{name(path)} knows {key}"
        for path in (*readers, *pages)
        for key in keys
        if re.search(rf"\b{key}\b", path.read_text("utf-8"))
    )
