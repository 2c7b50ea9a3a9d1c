"""One text in the variants a reader may choose."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.language import Language
from app.procedures.wording import Counter, Name, Noun, Wording, Words, counted, listed

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


def test_a_noun_fits_over_a_column() -> None:
    noun: TypeAdapter[Noun] = TypeAdapter(Name)
    assert noun.validate_python("あ" * 40).ja == "あ" * 40
    with pytest.raises(ValidationError):
        noun.validate_python("あ" * 41)


def test_residents_are_spared_the_noun_of_the_ordinance_and_columns_keep_it() -> None:
    """Must catch: 「監護の有無を選んでください。」 on a telephone; a column that changes its heading."""
    noun = Noun(ja="監護の有無", plain="世話をしているか", en="whether you take care of the child")
    assert noun.for_reader(Language.JAPANESE) == "世話をしているか"
    assert noun.for_reader(Language.EASY) == "監護の有無"
    assert str(noun) == noun.ja


@pytest.mark.parametrize(
    ("counter", "texts"),
    [
        ({"ja": "通", "easy": "まい"}, ("3通", "3まい", "3")),
        ({"ja": "cm", "easy": "センチ", "en": "cm"}, ("3cm", "3センチ", "3 cm")),
        ("", ("3", "3", "3")),
    ],
)
def test_english_counts_without_a_counter(counter: object, texts: tuple[str, ...]) -> None:
    """Must catch: “3通” on an English page."""
    read: TypeAdapter[Wording | None] = TypeAdapter(Counter)
    word = read.validate_python(counter)
    assert tuple(counted("3", word, language) for language in Language) == texts


def test_a_list_is_parted_as_each_language_does() -> None:
    assert listed(["屋根", "床"], Language.JAPANESE) == "屋根、床"
    assert listed(["Roof", "Floor"], Language.ENGLISH) == "Roof, Floor"
