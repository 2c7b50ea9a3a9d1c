"""One text in the variants a reader may choose."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.language import Language
from app.procedures.wording import Wording, Words

WORDS: TypeAdapter[Wording] = TypeAdapter(Words)
ALL = Wording(ja="氏名", easy="なまえ", en="Name")


@pytest.mark.parametrize(
    ("language", "text"),
    [(Language.JAPANESE, "氏名"), (Language.EASY, "なまえ"), (Language.ENGLISH, "Name")],
)
def test_each_reader_has_a_variant(language: Language, text: str) -> None:
    assert ALL.for_reader(language) == text


@pytest.mark.parametrize("language", Language)
def test_japanese_stands_in_for_what_nobody_has_written(language: Language) -> None:
    """Must catch: an empty label for whoever reads another variant."""
    assert Wording(ja="氏名").for_reader(language) == "氏名"
    assert Wording(ja="氏名", easy="", en="").for_reader(language) == "氏名"


def test_a_plain_text_is_japanese() -> None:
    assert WORDS.validate_python("氏名") == Wording(ja="氏名")
    assert str(WORDS.validate_python({"ja": "氏名", "en": "Name"})) == "氏名"


@pytest.mark.parametrize("wrong", ["", {"en": "Name"}, {"ja": ""}, {"ja": "氏名", "fr": "Nom"}])
def test_japanese_is_never_missing_and_other_variants_do_not_exist(wrong: object) -> None:
    with pytest.raises(ValidationError):
        WORDS.validate_python(wrong)


def test_a_text_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        ALL.ja = "名前"  # type: ignore[misc]
