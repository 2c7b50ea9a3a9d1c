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

KEYS = [*make.catalog()]
MESSAGE = environment().from_string("{{ text | message }}")
# A counter (通, 人) has no counterpart in English.
COUNTERS = (".unit", ".row_name")
RUBBISH = ("😀", "<b>", "1", "x" * 5000, "9999999", "１２３４５６７８９", "no", "zzz@", "32", "1800", "ｶﾅ漢")


def texts_of(key: str) -> dict[str, Wording]:
    return dict(texts_in(make.catalog()[key]))


@pytest.mark.parametrize("key", KEYS)
def test_every_text_of_a_definition_has_all_variants(key: str) -> None:
    """Must catch: an option added in Japanese alone."""
    texts = texts_of(key)
    assert len(texts) > 20
    assert [path for path, text in texts.items() if not text.easy] == []
    assert [path for path, text in texts.items() if not text.en and not path.endswith(COUNTERS)] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_variant_is_not_the_japanese_text_again(key: str) -> None:
    """Must catch: 「easy」 filled with a copy to satisfy the test above."""
    texts = texts_of(key)
    assert [path for path, text in texts.items() if JAPANESE.search(text.en or "")] == []
    assert [path for path, text in texts.items() if text.easy == text.ja and is_hard(text.ja)] == []


@pytest.mark.parametrize("key", KEYS)
def test_plain_japanese_reads_in_short_sentences(key: str) -> None:
    easy = {path: re.split(r"(?<=。)", text.easy or "") for path, text in texts_of(key).items()}
    assert [path for path, sentences in easy.items() if max(map(len, sentences)) > 50] == []


def questions_of(key: str) -> Iterator[QuestionBase]:
    for question in make.catalog()[key].questions.values():
        yield question
        yield from question.questions if isinstance(question, GroupQuestion) else ()


def complaints_about(question: QuestionBase) -> Iterator[FieldError]:
    """What is said when nothing is given, and when every box holds rubbish."""
    sample = question.boxes(question.sample(), question.key)
    forms: list[dict[str, list[str]]] = [{}, {question.key: ["one", "two"]}]
    forms += [{box: [typed] for box in sample} for typed in RUBBISH]
    forms += [sample | {box: [typed]} for box in sample for typed in ("", *RUBBISH)]
    for form in forms:
        yield from question.gather(Given(form, today=make.TODAY), question.key, {}).errors


def in_words(message: Message, language: Language) -> str:
    return str(MESSAGE.render(text=message, language=language))


def kinds_alone() -> Iterator[QuestionBase]:
    """Those that no definition uses yet speak all the same."""
    words = {"ja": "見本", "easy": "れい", "en": "sample"}
    texts = [described("text", name=words, label=words)]
    needed = {"group": {"questions": texts}}
    for kind in sorted(kinds()):
        yield question_of(described(kind, name=words, label=words) | needed.get(kind, {}))


QUESTIONS = {key: [*questions_of(key)] for key in KEYS} | {"kinds": [*kinds_alone()]}


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_message_about_an_answer_names_it_in_the_readers_words(key: str) -> None:
    """Must catch: “Please choose: 増額・減額の別”."""
    for question in QUESTIONS[key]:
        for error in complaints_about(question):
            english = in_words(error.message, Language.ENGLISH).replace("ｶﾅ漢", "").replace("漢", "")
            assert not JAPANESE.search(re.sub(r"１.*?９", "", english)), f"{question.key}: {english}"
            assert in_words(error.message, Language.EASY) != str(error.message), question.key


def test_every_kind_of_question_is_among_them() -> None:
    """Must catch: a new kind whose messages the test above never sees."""
    assert {question.kind for each in QUESTIONS.values() for question in each} == {*kinds()}
