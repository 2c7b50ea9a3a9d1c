"""What components promise to people who cannot see them, and to the law."""

import re
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]  # no stubs published with it

from app.language import Language, Message
from tests.looks.stage import ErrorPage, design, environment, in_frame, site

BOXES = {"born.era": ["heisei"], "born.month": ["13"], "care": ["meal"]}
ERRORS = {"born.month": "生年月日の月は1から12までの数字で入力してください。"}


def drawn(component: str, call: str, **changes: Any) -> Any:
    """The elements of one macro call, in the real frame."""
    macro = call.split("(", maxsplit=1)[0]
    values = f"{{% set boxes = {BOXES!r} %}}{{% set errors = {ERRORS!r} %}}"
    source = f'{{% from "components/{component}.html" import {macro} %}}{values}{{{{ {call} }}}}'
    return html.fromstring(in_frame(source, **changes)).get_element_by_id("main")


def test_a_date_keeps_what_was_typed_even_when_it_is_wrong() -> None:
    part = drawn("date_input", "date_input('born', '生年月日', boxes, errors)")
    assert part.get_element_by_id("born.month").get("value") == "13"
    assert part.xpath(".//option[@selected]/@value") == ["heisei"]


def test_an_error_is_tied_to_its_group_and_marks_only_the_wrong_box() -> None:
    """Mutation: `aria-describedby` of another id, or every box of the date marked as wrong."""
    part = drawn("date_input", "date_input('born', '生年月日', boxes, errors, hint='例')")
    described = part.xpath(".//fieldset/@aria-describedby")[0].split()
    assert [part.get_element_by_id(id_).text_content() != "" for id_ in described] == [True, True]
    assert part.xpath(".//*[@aria-invalid='true']/@id") == ["born.month"]


def test_the_summary_leads_to_a_box_that_is_there() -> None:
    page = html.fromstring(design())
    links = page.xpath("//*[@class='banner error-summary']//a/@href")
    assert len(links) == 5
    for link in links:
        assert page.get_element_by_id(link.removeprefix("#")).tag in {"input", "select", "textarea"}


def test_the_summary_can_take_the_focus_and_is_announced() -> None:
    (summary,) = html.fromstring(design()).xpath("//*[contains(@class, 'error-summary')]")
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")


def test_a_consent_is_never_preselected() -> None:
    """Mutation: a `checked` parameter, the typed value shown again: a consent given for another is none."""
    part = drawn("choices", "consent_checkbox('truth', '事実とちがいありません。', errors)")
    assert part.xpath(".//input[@type='checkbox'][@checked]") == []
    with pytest.raises(TypeError):
        drawn("choices", "consent_checkbox('truth', '事実とちがいありません。', errors, checked=True)")


def test_nothing_is_disabled_or_explained_by_a_placeholder() -> None:
    page = html.fromstring(design())
    assert page.xpath("//@placeholder | //@disabled | //@readonly | //@autofocus") == []


def test_every_control_has_a_label() -> None:
    page = html.fromstring(design())
    labelled = set(page.xpath("//label/@for"))
    for control in page.xpath("//main//input[not(@type='hidden')] | //select | //textarea"):
        assert control.get("id") in labelled, control.attrib


def test_every_form_that_writes_carries_the_token() -> None:
    """Mutation: a POST form without it, which a page of another origin could send."""
    for form in html.fromstring(design()).xpath("//form[@method='post']"):
        assert form.xpath(".//input[@name='form_token']/@value") == ["token-of-the-form"]


def test_text_from_outside_stays_text() -> None:
    """Mutation: a component that marks its argument as safe."""
    hostile = "<img src=x onerror=alert(1)>"
    source = (
        '{% from "components/text_input.html" import text_input %}'
        '{% from "components/card.html" import card %}'
        '{% from "components/banner.html" import notification_banner %}{% set bad = "' + hostile + '" %}'
        "{{ text_input('a', bad, {'a': [bad]}, {'a': bad}, hint=bad, source=bad, suffix=bad) }}"
        "{{ card(bad, '/', bad) }}{{ notification_banner(bad) }}"
    )
    assert html.fromstring(in_frame(source, signed_in_as=hostile, banners=(hostile,))).xpath("//img") == []


def test_the_display_control_says_which_mode_is_on() -> None:
    for mode, pressed in (("large", "large"), ("", "standard")):
        page = html.fromstring(design(mode=mode))
        assert page.xpath("//button[@name='mode'][@aria-pressed='true']/@value") == [pressed]
        assert page.get("data-mode", "") == mode


def test_the_telephone_stands_in_the_same_place_on_every_page() -> None:
    """WCAG 3.2.6. Mutation: a page variant that leaves the help out."""
    error = environment().get_template("errors/error.html").render(page=ErrorPage(), site=site())
    for page in map(html.fromstring, (design(), in_frame(""), error)):
        assert page.xpath("//header//a[@class='tool']/@href") == ["tel:0123456789"]
        assert page.xpath("//aside//a[@class='tel']/@href") == ["tel:0123456789"]


def test_the_number_of_the_section_stands_before_that_of_the_town() -> None:
    assert "tel:0123451111" in in_frame("", section_phone="0123-45-1111")


def test_a_page_has_one_first_heading_and_its_landmarks() -> None:
    page = html.fromstring(design())
    counted = {tag: len(page.xpath(f"//{tag}")) for tag in ("h1", "main", "header", "footer", "aside")}
    assert counted == {"h1": 1, "main": 1, "header": 1, "footer": 1, "aside": 1}


def test_staff_have_their_own_menu_and_know_where_they_are() -> None:
    source = '{% extends "staff_base.html" %}{% block title %}x{% endblock %}{% block main %}x{% endblock %}'
    menu = (("/staff/queue", Message("受付一覧")), ("/staff/account", Message("アカウント")))
    at_queue = site(is_staff=True, path="/staff/queue?page=2", menu=menu)
    page = environment().from_string(source).render(page=None, site=at_queue)
    assert html.fromstring(page).xpath("//nav//a[@aria-current='page']/@href") == ["/staff/queue"]
    assert len(re.findall('action="/staff/sign-out"', page)) == 1


def test_the_document_names_the_language_it_speaks() -> None:
    for language, lang in ((Language.JAPANESE, "ja"), (Language.EASY, "ja"), (Language.ENGLISH, "en")):
        assert html.fromstring(design(language=language)).get("lang") == lang
