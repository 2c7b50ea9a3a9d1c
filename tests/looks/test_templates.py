"""What every template must keep to, read from the files themselves."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from app.language import Language
from app.templating import read_catalogs
from tests.looks.stage import LOCALE, TEMPLATES, design

# The sandboxes are sites of their own, on another host.
ALL = sorted(
    path for path in TEMPLATES.rglob("*.html") if "sandbox" not in path.relative_to(TEMPLATES).parts[0]
)
FRAME = [path for path in ALL if path.parent in {TEMPLATES, TEMPLATES / "components", TEMPLATES / "errors"}]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
LONGEST_SENTENCE = 60


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def texts(path: Path) -> list[str]:
    found = extract_from_file("jinja2.ext:babel_extract", str(path), options={"trimmed": "true"})
    return [text for _, text, _, _ in found if isinstance(text, str)]


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_template_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_template_has_no_inline_style_script_or_other_host(path: Path) -> None:
    """Mutation: a `style=` or `onclick=` attribute, which the content security policy would silently drop."""
    source = re.sub(r"{{.*?}}|{%.*?%}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", source)


@pytest.mark.parametrize("path", ALL, ids=name)
def test_only_literal_text_is_marked_as_safe_by_translation(path: Path) -> None:
    """Mutation: `_(page.title)`: gettext gives Markup, so that a title with `<` would run as HTML."""
    calls = re.findall(r"(?<![\w.])_\(\s*(.)", re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL))
    assert set(calls) <= {'"', "'"}


@pytest.mark.parametrize("path", ALL, ids=name)
def test_no_sentence_is_longer_than_sixty_characters(path: Path) -> None:
    for text in texts(path):
        for sentence in re.split(r"(?<=[。！？])|\n", re.sub(r"%\(\w+\)s", "", text)):
            assert len(sentence) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("language", [Language.EASY, Language.ENGLISH])
def test_the_frame_is_translated_whole(language: Language) -> None:
    catalog = read_catalogs(LOCALE)[language]
    asked = {text for path in FRAME for text in texts(path)}
    assert asked - catalog.keys() == set()


@pytest.mark.parametrize("language", [Language.EASY, Language.ENGLISH])
def test_a_translation_keeps_the_places_for_values(language: Language) -> None:
    """Mutation: a placeholder misspelt in a catalog, which fails only when that reader opens that page."""
    for source, translated in read_catalogs(LOCALE)[language].items():
        places = re.findall(r"%\((\w+)\)s|\{(\w+)", source)
        assert sorted(places) == sorted(re.findall(r"%\((\w+)\)s|\{(\w+)", translated)), source


def test_plain_japanese_is_short_and_has_few_kanji() -> None:
    """A value counts as two characters, whatever its name is in the code."""
    for translated in read_catalogs(LOCALE)[Language.EASY].values():
        for sentence in re.sub(r"%\(\w+\)s|{[^}]*}", "00", translated).split("。"):
            assert len(sentence) <= 30, sentence
            assert len(re.findall(r"[一-鿿]", sentence)) <= 13, sentence


def test_every_component_stands_on_the_design_page() -> None:
    """Mutation: a component nobody looks at, because the page of samples does not show it."""
    macros = {
        macro for path in COMPONENTS for macro in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text())
    }
    used = "".join(path.read_text() for path in ALL if path.parent.name != "questions")
    unused = {macro for macro in macros if not re.search(rf"(?<!macro )\b{macro}\(", used)}
    assert unused == set()


def test_the_design_page_shows_both_needs_in_words() -> None:
    assert "※必須" in design()
    assert "※任意" in design()
