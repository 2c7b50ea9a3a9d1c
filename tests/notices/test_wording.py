"""Mail is a postcard: what may stand on it, and what must."""

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from app.language import Language
from app.mandates.kinds import MandateArea
from app.notices.approvals import AskedFor, approval_wording_of
from app.notices.kinds import NoticeKind
from app.notices.wording import TEMPLATES, Letterhead, wording_of
from tests.notices.conftest import LETTERHEAD

NUMBER = "26-000123-X"
# Who is asked whether somebody may act for them must be told who: at an address of their own.
CODES = {"contact_code": {"code"}, "mandate_code": {"code", "proxy", "areas", "until"}}
EVERY = [
    pytest.param(kind, language, id=f"{kind}-{language}") for kind, language in product(NoticeKind, Language)
]
# Matters of health, family and money, and the procedures about them.
REVEALING = re.compile(
    "児童|手当|介護|障害|障がい|生活保護|ひとり親|罹災|被災|妊娠|出生|死亡|転入|転出|婚|税|保険|年金|病|医療"
    "|様の|さん|氏名は|個人番号は|child|care|allowance|disab|welfare|birth|death|tax|insurance|pension|disaster",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_notice_says_where_to_sign_in_and_whom_to_call(kind: NoticeKind, language: Language) -> None:
    """Must catch: a kind or a language without texts; a text without a way on."""
    wording = wording_of(kind, language, LETTERHEAD, NUMBER)
    assert LETTERHEAD.town_name in wording.subject
    assert NUMBER in wording.subject
    assert "\n" not in wording.subject
    for needed in (NUMBER, LETTERHEAD.service_url, LETTERHEAD.phone, LETTERHEAD.town_name):
        assert str(needed) in wording.body


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_notice_tells_what_the_case_is_about(kind: NoticeKind, language: Language) -> None:
    """I-54. Must catch: 要配慮 matters, or the name of a procedure, in a mail that others may read."""
    wording = wording_of(kind, language, LETTERHEAD, NUMBER)
    assert REVEALING.findall(wording.subject + wording.body) == []


@pytest.mark.parametrize(
    "file", sorted(TEMPLATES.rglob("*.txt")), ids=lambda file: str(file.relative_to(TEMPLATES))
)
def test_no_template_can_be_given_more(file: Path) -> None:
    """I-54. Must catch: a name or an answer becoming available to a template."""
    wanted = meta.find_undeclared_variables(Environment(autoescape=False).parse(file.read_text()))  # noqa: S701
    is_subject, folder = file.name.partition(".")[0] == "subject", file.parent.name
    told = CODES.get(folder, {"reference_number"})
    assert wanted <= {"letterhead"} | (set() if is_subject and folder in CODES else told)


@pytest.mark.parametrize("language", Language)
def test_a_draft_has_no_number_and_a_town_perhaps_no_telephone(language: Language) -> None:
    wording = wording_of(
        NoticeKind.DRAFT_EXPIRING, language, Letterhead("架空町", "https://x.example/", None), None
    )
    assert "None" not in wording.subject + wording.body
    assert "()" not in wording.subject
    assert "電話 \n" not in wording.body


def test_the_languages_differ() -> None:
    texts = {wording_of(NoticeKind.PAID, language, LETTERHEAD, NUMBER).body for language in Language}
    assert len(texts) == 3


def test_words_are_not_escaped_as_if_they_were_a_page() -> None:
    letterhead = Letterhead("架空町", "https://town.example/?a=1&b=2", None)
    assert "?a=1&b=2\n" in wording_of(NoticeKind.PAID, Language.JAPANESE, letterhead, NUMBER).body


@pytest.mark.parametrize(("kind", "language"), list(product(("email", "phone"), Language)))
def test_who_is_asked_reads_who_for_what_until_when_and_how_to_say_no(kind: str, language: Language) -> None:
    """I-43d. Must catch: an area without words, a name in a subject, a message without a way to say no."""
    what = AskedFor("1234-5678-9012", "原 由紀", tuple(MandateArea), date(2026, 11, 30))
    wording = approval_wording_of(kind, language, LETTERHEAD, what)
    for told in (what.code, what.proxy, "2026", f"{LETTERHEAD.service_url}/proxies/approve"):
        assert told in wording.body
    assert str(LETTERHEAD.phone) in wording.body
    assert what.code not in wording.subject
    assert what.proxy not in wording.subject
    without = approval_wording_of(kind, language, Letterhead("架空町", "https://x.example", None), what)
    assert "None" not in without.body
