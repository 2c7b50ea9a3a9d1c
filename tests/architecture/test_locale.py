"""Every sentence people read can be found by a translator, and is short."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

import app.main  # noqa: F401  (imports every error there is)
from app.errors import MadoguchiError
from app.language import Language
from app.settings import ROOT
from app.templating import read_catalogs
from tests.architecture.house import APP, name, own_templates, python_files, tree

LONGEST_SENTENCE = 60
STAFF_ONLY = (
    "app.applications.collecting",
    "app.applications.identity",
    "app.applications.paper",
    "app.applications.review",
    "app.applications.settling",
    "app.notices",
    "app.parameters",
    "app.payments.counter",
    "app.web.staff",
)
PLACES = re.compile(r"%\(\w+\)s|{[^}]*}")
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
# The sandboxes are other people's houses, and speak no language but their own.
SOURCES = [path for path in python_files(APP) if "sandboxes" not in path.parts]


def nothing(found: Iterable[str]) -> None:
    complaints = sorted(found)
    assert not complaints, "\n" + "\n".join(complaints)


def notes(path: Path) -> Iterator[ast.Call]:
    """Every call of `noted`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "noted":
            yield node


def extracted(method: str, path: Path) -> set[str]:
    """What a translator would be given of this file."""
    found = extract_from_file(method, str(path), keywords={"noted": None, "_": None, "ngettext": (1, 2)})
    return {text for _, text, _, _ in found if isinstance(text, str)}


def test_every_noted_sentence_is_a_literal() -> None:
    """Mutation: `noted(f"{name}を…")`, which no translator ever sees."""
    wrong = []
    for path in SOURCES:
        for call in notes(path):
            first = call.args[0] if call.args else None
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                wrong.append(f"{name(path)}:{call.lineno}")
    nothing(wrong)


def test_babel_finds_every_noted_sentence() -> None:
    """Mutation: `from app.language import noted as n`, or a literal that Babel reads differently."""
    missing = []
    for path in SOURCES:
        written = {ast.literal_eval(call.args[0]) for call in notes(path)}
        missing += [f"{name(path)}: {text}" for text in written - extracted("python", path)]
    nothing(missing)


def test_noted_has_one_name() -> None:
    renamed = [
        f"{name(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for imported in node.names
        if imported.name == "noted" and imported.asname
    ]
    nothing(renamed)


def for_residents(path: Path) -> bool:
    """Staff read Japanese; so do operators, and whoever maintains the components."""
    return not {"staff", "cli", "desk", "design", "staff_base.html", "menu.py"} & {*path.parts}


@pytest.mark.parametrize("language", [Language.EASY, Language.ENGLISH])
def test_every_sentence_a_resident_may_read_is_translated(language: Language) -> None:
    """Mutation: a new sentence in Japanese alone; two literals in a row that never became one key."""
    spoken = read_catalogs(ROOT / "locale")[language]
    sources = [path for path in SOURCES if for_residents(path)]
    texts = {text for path in sources for text in extracted("python", path)}
    pages = [path for path in own_templates() if for_residents(path)]
    texts |= {text for path in pages for text in extracted("jinja2.ext:babel_extract", path)}
    nothing(text for text in texts if JAPANESE.search(text) and text not in spoken)


@pytest.mark.parametrize("language", [Language.EASY, Language.ENGLISH])
def test_every_refusal_is_translated(language: Language) -> None:
    """What an error says stands in its class, where Babel does not look."""
    spoken = read_catalogs(ROOT / "locale")[language]
    nothing(error.message for error in refusals(MadoguchiError) if error.message not in spoken)


def refusals(error: type[MadoguchiError]) -> Iterator[type[MadoguchiError]]:
    if not error.__module__.startswith(STAFF_ONLY):
        yield error
    for narrower in error.__subclasses__():
        yield from refusals(narrower)


def test_english_has_no_japanese_in_it() -> None:
    wrong = re.compile(r"[ぁ-ゖァ-ヺ一-鿿、。（）「」：]")
    spoken = read_catalogs(ROOT / "locale")[Language.ENGLISH]
    nothing(f"{text} → {said}" for text, said in spoken.items() if wrong.search(said))


def test_japanese_in_templates_is_marked_for_translation() -> None:
    """Mutation: a sentence typed straight into a page, Japanese for every reader."""
    found = []
    for path in own_templates():
        if path.parent.name == "design":
            continue  # samples of components, for us
        text = path.read_text("utf-8")
        bare = re.sub(r"{#.*?#}|{{.*?}}|{%-? trans.*?endtrans -?%}|{%.*?%}", "", text, flags=re.DOTALL)
        bare = re.sub(r"<!--.*?-->", "", bare, flags=re.DOTALL)
        found += [f"{name(path)}: {line.strip()}" for line in bare.splitlines() if JAPANESE.search(line)]
    nothing(found)


def test_sentences_are_short() -> None:
    """Mutation: a sentence that somebody on a telephone has to read twice."""
    texts = {text for path in SOURCES for text in extracted("python", path)}
    texts |= {text for path in own_templates() for text in extracted("jinja2.ext:babel_extract", path)}
    sentences = (part for text in texts for part in re.split(r"(?<=[。！？])|\n", PLACES.sub("", text)))
    nothing(part for part in sentences if len(part) > LONGEST_SENTENCE)
