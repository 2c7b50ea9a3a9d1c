"""Paper forms of every procedure: all that is asked stands on them, nothing runs over an edge."""

import io
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageChops

from app.applications.paper_forms import FormMaker
from app.documents import forms
from app.documents.forms import PaperForm, render_form
from app.documents.glyphs import folded, is_read_in
from app.documents.pdf import values_of
from app.documents.qr import NotPublic
from app.documents.reading import NotWhole
from app.documents.typesetting import TEMPLATES, compiler
from app.language import Language
from app.municipality.offering import AssuranceAsked
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.registry import kinds
from app.settings import ROOT
from app.templating import build_environment, speaker
from tests import make
from tests.conftest import NOW
from tests.documents.samples import pages_in
from tests.procedures.making import a_procedure, a_step, described
from tests.walks import WALKS

KEYS = sorted(make.catalog())
SAMPLE = KEYS[:: max(1, len(KEYS) // 5)][:5]
SPOKEN = [Language.JAPANESE, Language.EASY]
EVERY = [pytest.param(key, marks=() if key in SAMPLE else pytest.mark.long) for key in KEYS]
CODE = "ABCD-EFGH"
RESUME = "https://tetsuzuki.town.midorino.example/resume"


@cache
def pages_of_the_town() -> Any:
    return build_environment(ROOT / "templates", ROOT / "locale", lambda path: path)


def say(language: Language) -> Any:
    return speaker(pages_of_the_town(), language)


def blank(key: str, language: Language = Language.JAPANESE) -> PaperForm:
    maker = FormMaker(make.catalog()[key], make.town(), say(language), make.context().known)
    return maker.make(NOW, "令和8年5月")


def text_of(form: PaperForm) -> str:
    return folded("".join(pages_in(render_form(form))))


def lacking(wanted: list[str], text: str) -> list[str]:
    return [each for each in wanted if not is_read_in(each, text)]


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("key", EVERY)
def test_everything_that_is_asked_stands_on_the_form(key: str, language: Language) -> None:
    """Must catch: a question, an option, a paper or a purpose left off; a page that is not of this form."""
    procedure, told = make.catalog()[key], say(language)
    inner = [q for g in procedure.questions.values() if isinstance(g, GroupQuestion) for q in g.questions]
    asked = [*procedure.questions.values(), *inner]
    wanted = [procedure.title, procedure.who, procedure.purpose_of_use, procedure.deadline.text]
    wanted += [step.title for step in procedure.steps]
    wanted += [question.label for question in asked]
    wanted += [option.label for question in asked for option in getattr(question, "options", ())]
    wanted += [paper.name for paper in procedure.papers]
    words = [told(each) for each in wanted] + [*procedure.legal_basis, make.town().contact_of(key).name]
    pages = [folded(page) for page in pages_in(render_form(blank(key, language)))]
    # A label that runs on over a page is interrupted by the foot.
    foot = folded(blank(key, language).foot)
    for at, page in enumerate(pages, 1):
        assert is_read_in(f"{blank(key, language).foot}{at}／{len(pages)}ページ", page)
    assert lacking(words, "".join(page.partition(foot)[0] for page in pages)) == []


@pytest.mark.parametrize("key", EVERY)
def test_a_draft_is_on_its_form(key: str) -> None:
    """Must catch: an answer that is lost on the way to paper, or somebody else's way back."""
    walk = WALKS[key]
    journey = make.filled(key, walk.given, walk.person, later=True)
    town = make.town()
    maker = FormMaker(journey.procedure, town, say(Language.JAPANESE), journey.context.known, journey.answers)
    form = maker.make(NOW, CODE, CODE, RESUME)
    text = text_of(form)
    assert lacking([CODE, RESUME], text) == []
    for question in journey.procedure.questions.values():
        answer = journey.answers.get(question.key)
        if answer is None or isinstance(question, GroupQuestion):
            continue
        for place in question.on_paper(answer, journey.context.known):
            texts = [place.text, *(gap.text for gap in place.gaps)]
            assert lacking([each for each in texts if each], text) == [], question.key
    ticked = sum(t.is_on for s in form.sections for q in s.questions for b in q.blanks for t in b.ticks)
    assert text.count("■") == ticked + 1, "once in the words that tell how"


@pytest.mark.parametrize("asked", AssuranceAsked)
def test_copies_of_papers_are_asked_for_where_the_town_wants_to_know_who_it_is(asked: AssuranceAsked) -> None:
    """Must catch: the definition taken for the town's word, which may ask for more, or for less."""
    may_be_less = {"assurance": "authenticated", "assurance_least": "contact"}
    for procedure in (
        make.catalog()[make.DISASTER],
        make.catalog()[make.ALLOWANCE].model_copy(update=may_be_less),
    ):
        town = make.a_town(procedure.key, assurance=asked)
        form = FormMaker(procedure, town, say(Language.JAPANESE), {}).make(NOW, "令和8年5月")
        wants = asked in {AssuranceAsked.AUTHENTICATED, AssuranceAsked.SIGNED}
        assert ("本人確認" in {row.label for row in form.facts}) is wants


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_room_and_shows_what_is_answered(kind: str) -> None:
    """Must catch: a kind with nothing to write on, or that forgets what was typed."""
    more: dict[str, Any] = {"questions": [described("text", "word")]} if kind == "group" else {}
    procedure = a_procedure(a_step("only", described(kind, **more)))
    question = procedure.questions["asked"]
    known = {"town.disasters": [{"key": "sample", "name": "見本の大雨"}]}
    empty = FormMaker(procedure, make.town(), say(Language.JAPANESE), known)
    filled = replace(empty, answers={"asked": question.sample()})
    before, after = (tuple(maker._sections()) for maker in (empty, filled))
    places = [place for section in before for asked in section.questions for place in asked.blanks]
    assert places
    assert not any(place.text or any(gap.text for gap in place.gaps) for place in places)
    assert not any(tick.is_on for place in places for tick in place.ticks)
    assert after != before


def pictures_of(form: PaperForm) -> list[Image.Image]:
    """Each page as it looks, 50 dots per inch, in grey."""
    values, _ = values_of({**asdict(form), "words": dict(form.words), "foot": form.foot})
    drawn = compiler().compile(
        TEMPLATES / f"{forms.TEMPLATE}.typ", format="png", ppi=50, sys_inputs={"data": values}
    )
    return [Image.open(io.BytesIO(page)).convert("L") for page in (drawn if isinstance(drawn, list) else [])]


CROWDED = {
    "free": "とても困った。" * 500,
    "word": "x" * 150,
    "rows": [{"row": "行" * 90, "home": {"postcode": "3990000", "town": "町" * 90, "block": "1"}}] * 10,
    "which": "a",
}


def a_crowded_form() -> PaperForm:
    inner = [described("text", "row", label="質問" * 60), described("address", "home")]
    long_options = [{"value": letter, "label": letter * 90, "hint": "説明" * 30} for letter in "abc"]
    asked = [
        *(described("text", key, longest=4000, lines=20) for key in ("free", "word")),
        described("group", "rows", questions=inner),
        described("choice", "which", options=long_options),
    ]
    procedure = a_procedure(a_step("only", *asked), key=make.ALLOWANCE, title="長い名前の手続" * 4)
    return FormMaker(procedure, make.town(), say(Language.JAPANESE), {}, CROWDED).make(NOW, "1")


def test_long_answers_and_many_rows_break_well() -> None:
    """Must catch: a block that runs off its page or over its edge, or swallows what does not fit."""
    form = a_crowded_form()
    text = text_of(form)
    assert text.count("行") >= 900
    assert text.count("とても困った。") >= 490, "a page may end within one"
    for page in pictures_of(form):
        for left, right in ((0, 0.07), (0.93, 1)):
            strip = page.crop((int(page.width * left), 0, int(page.width * right), page.height))
            assert ImageChops.invert(strip).getbbox() is None
        assert (
            ImageChops.invert(page.crop((0, int(page.height * 0.97), page.width, page.height))).getbbox()
            is None
        )


def test_a_form_of_another_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """I-33. Must catch: the pages of one form under the name of another; a blank page."""
    other = render_form(blank(make.CERTIFICATE))
    monkeypatch.setattr(forms, "typeset", lambda *_: other)
    with pytest.raises(NotWhole):
        render_form(blank(make.DISASTER))
    with pytest.raises(NotWhole):
        render_form(replace(blank(make.CERTIFICATE), edition="ABCD-EFGH"))


def test_the_code_leads_to_the_page_for_everybody_only() -> None:
    """Must catch: the address of one's own draft in a code that anybody can photograph."""
    for address in ("https://midorino.example/apply/1", f"{RESUME}?code={CODE}"):
        with pytest.raises(NotPublic):
            render_form(replace(blank(make.CERTIFICATE), check_url=address, resume_code=CODE))


def test_a_blank_form_is_the_same_each_time() -> None:
    assert render_form(blank(make.CERTIFICATE)) == render_form(blank(make.CERTIFICATE))
