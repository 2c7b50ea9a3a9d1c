"""The environment: languages at the same moment, filters, blocks, and addresses of files."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from app.language import Language, Message, noted
from app.templating import render_block
from app.web.static import Assets
from tests.looks.stage import environment, site


class InVariants:
    """Like the wordings of a procedure: it knows its own translations."""

    def for_reader(self, language: Language) -> str:
        return {Language.ENGLISH: "Child allowance"}.get(language, "児童手当")


def said(source: str, language: Language = Language.JAPANESE, **page: object) -> str:
    return environment().from_string(source).render(page=page, site=site(language=language))


def test_each_render_speaks_the_language_of_its_reader() -> None:
    assert said('{{ _("次へ") }}') == "次へ"
    assert said('{{ _("次へ") }}', Language.ENGLISH) == "Next"
    assert said('{{ _("次へ") }}', Language.EASY) == "つぎへ"


def test_an_imported_component_speaks_it_too() -> None:
    """Mutation: the language read from the context, which imported macros do not see."""
    source = '{% from "components/field.html" import need %}{{ need(true) }}'
    assert "(required)" in said(source, Language.ENGLISH)


def test_readers_of_different_languages_are_served_at_the_same_moment() -> None:
    """Mutation: the language kept in the environment or in a module variable."""
    pages = environment()
    source = "{% for _i in range(300) %}{{ _('次へ') }} {% endfor %}"
    template = pages.from_string(source)

    def words(language: Language) -> set[str]:
        return set(template.render(site=site(language=language)).split())

    languages = [Language.JAPANESE, Language.ENGLISH, Language.EASY] * 20
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(words, languages))
    expected = {Language.JAPANESE: {"次へ"}, Language.ENGLISH: {"Next"}, Language.EASY: {"つぎへ"}}
    assert found == [expected[language] for language in languages]


def test_the_language_of_one_render_does_not_stay_for_the_next() -> None:
    pages = environment()
    pages.from_string('{{ _("次へ") }}').render(site=site(language=Language.ENGLISH))
    assert pages.from_string('{{ _("次へ") }}').render() == "次へ"


def test_a_text_without_a_page_names_its_language() -> None:
    assert environment().from_string('{{ _("次へ") }}').render(language=Language.ENGLISH) == "Next"


def test_what_is_not_translated_is_said_in_japanese() -> None:
    assert said('{{ "まだない文" | message }}', Language.ENGLISH) == "まだない文"


def test_a_message_is_translated_with_its_values() -> None:
    message = noted("全{total}ステップ", total=noted("年"))
    assert said("{{ page.text | message }}", Language.ENGLISH, text=message) == "全Yearステップ"
    assert said("{{ page.text | message }}", text=Message("{name}さん", {"name": "<b>"})) == "&lt;b&gt;さん"


def test_a_wording_chooses_its_own_variant() -> None:
    assert said("{{ page.text | message }}", Language.ENGLISH, text=InVariants()) == "Child allowance"


def test_text_already_translated_is_left_as_it_is() -> None:
    assert said("{{ page.text | message }}", text=Markup("<b>太字</b>")) == "<b>太字</b>"


def test_a_misspelt_name_stops_the_page() -> None:
    """Mutation: lenient undefined values, which would show a decision without its amount."""
    with pytest.raises(UndefinedError):
        environment().from_string("{{ page.amount }}").render(page=object())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ page.day | wareki }}", "令和8年5月12日"),
        ("{{ page.day | full_date }}", "令和8年(2026年)5月12日(火)"),
        ("{{ page.at | jst }}", "2026年5月12日 00:05"),
        ("{{ 1234567 | yen }}", "1,234,567円"),
        ("{{ '0312345678' | phone }}", "03-1234-5678"),
        ("{{ '0123-45-6789' | digits }}", "0123456789"),
        ("{{ {'a': ['1', '2']} | typed('a') }}", "1"),
        ("{{ {'a': '1'} | typed('a') }}{{ {} | typed('a') }}", "1"),
        ("{{ {'d.day': 'x'} | first_error('d', ('year', 'day')) }}", "x"),
    ],
)
def test_filters_show_values_as_people_write_them(source: str, expected: str) -> None:
    at = datetime(2026, 5, 11, 15, 5, tzinfo=UTC)
    assert said(source, day=date(2026, 5, 12), at=at) == expected


def test_one_block_can_be_drawn_alone_in_its_language() -> None:
    pages = environment()
    pages.loader = DictLoader({"x.html": 'a{% block fields %}{{ _("次へ") }}{{ page }}{% endblock %}b'})
    context = {"page": "<i>", "site": site(language=Language.ENGLISH)}
    assert render_block(pages.get_template("x.html"), "fields", context) == "Next&lt;i&gt;"


def test_the_address_of_a_file_changes_with_its_content(tmp_path: Path) -> None:
    """Mutation: an address without the digest, so that a phone keeps the old style for a year."""
    file = tmp_path / "app.css"
    file.write_text("a{}")
    before = Assets(tmp_path)
    file.write_text("b{}")
    after = Assets(tmp_path)
    assert before.url("app.css") != after.url("app.css")
    assert after.find_path(after.url("app.css").split("/")[2], "app.css") == file
    assert after.find_path(before.url("app.css").split("/")[2], "app.css") is None
    assert after.find_path("00000000", "../secret") is None
    with pytest.raises(KeyError):
        after.url("missing.css")
