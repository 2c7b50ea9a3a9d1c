"""Every reader is spoken to in their own variant: every text of every definition, and every message about an answer."""

import re
from collections.abc import Iterator

import pytest

from app.language import Language, Message
from app.procedures.questions.base import FieldError, Given, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.registry import kinds, question_of
from app.procedures.wording import Wording
from tests import make
from tests.looks.stage import environment
from tests.procedures.making import described
from tests.reading import JAPANESE, is_hard, texts_in

DEFINITIONS = [*make.catalog().values()]
TEXTS = [(f"{each.key}{path}", text) for each in DEFINITIONS for path, text in texts_in(each)]
PAGES = environment()
# A counter (通, 人) has no counterpart in English.
COUNTERS = (".unit", ".row_name")
RUBBISH = ("😀", "<b>", "1", "x" * 5000, "9999999", "１２３４５６７８９", "no", "zzz@", "32", "1800", "ｶﾅ漢")


@pytest.mark.parametrize(("path", "text"), TEXTS, ids=[path for path, _ in TEXTS])
def test_every_text_of_a_definition_has_all_variants(path: str, text: Wording) -> None:
    """Must catch: an option added in Japanese alone."""
    assert text.easy, f"{path} has no easy variant: {text.ja}"
    assert text.en or path.endswith(COUNTERS), f"{path} has no English variant: {text.ja}"


@pytest.mark.parametrize(("path", "text"), TEXTS, ids=[path for path, _ in TEXTS])
def test_a_variant_is_not_the_japanese_text_again(path: str, text: Wording) -> None:
    """Must catch: 「easy」 filled with a copy to satisfy the test above."""
    assert not JAPANESE.search(text.en or ""), f"{path}: {text.en}"
    assert text.easy != text.ja or not is_hard(text.ja), f"{path} is no plainer in easy: {text.ja}"


@pytest.mark.parametrize(("path", "text"), TEXTS, ids=[path for path, _ in TEXTS])
def test_plain_japanese_reads_in_short_sentences(path: str, text: Wording) -> None:
    sentences = re.split(r"(?<=。)", text.easy or "")
    assert max(len(each) for each in sentences) <= 50, f"{path}: {text.easy}"


def questions() -> Iterator[tuple[str, QuestionBase]]:
    for procedure in DEFINITIONS:
        for question in procedure.questions.values():
            yield f"{procedure.key}.{question.key}", question
            if isinstance(question, GroupQuestion):
                yield from ((f"{procedure.key}.{inner.key}", inner) for inner in question.questions)


def complaints_about(question: QuestionBase) -> Iterator[FieldError]:
    """What is said when nothing is given, and when every box holds rubbish."""
    sample = question.boxes(question.sample(), question.key)
    forms: list[dict[str, list[str]]] = [{}, {question.key: ["one", "two"]}]
    forms += [{box: [typed] for box in sample} for typed in RUBBISH]
    forms += [sample | {box: [typed]} for box in sample for typed in ("", *RUBBISH)]
    for form in forms:
        yield from question.gather(Given(form, today=make.TODAY), question.key, {}).errors


def in_words(message: Message, language: Language) -> str:
    return str(PAGES.from_string("{{ text | message }}").render(text=message, language=language))


def kinds_alone() -> Iterator[tuple[str, QuestionBase]]:
    """Those that no definition uses yet speak all the same."""
    words = {"ja": "見本", "easy": "れい", "en": "sample"}
    texts = [described("text", name=words, label=words)]
    needed = {"group": {"questions": texts}}
    for kind in sorted(kinds()):
        yield kind, question_of(described(kind, name=words, label=words) | needed.get(kind, {}))


QUESTIONS = [*questions(), *kinds_alone()]


@pytest.mark.parametrize(("path", "question"), QUESTIONS, ids=[path for path, _ in QUESTIONS])
def test_a_message_about_an_answer_names_it_in_the_readers_words(path: str, question: QuestionBase) -> None:
    """Must catch: “Please choose: 増額・減額の別”."""
    for error in complaints_about(question):
        english = in_words(error.message, Language.ENGLISH).replace("ｶﾅ漢", "").replace("漢", "")
        assert not JAPANESE.search(re.sub(r"１.*?９", "", english)), f"{path}: {english}"
        assert in_words(error.message, Language.EASY) != str(error.message), f"{path}: {error.message}"


def test_every_kind_of_question_is_among_them() -> None:
    """Must catch: a new kind whose messages the test above never sees."""
    assert {question.kind for _, question in QUESTIONS} == {*kinds()}
