import pytest

from app.applications.desk.words import search_words


def test_every_word_is_folded_for_every_column() -> None:
    (word,) = search_words("たかはし")
    assert (word.kana, word.phone, word.number) == ("タカハシ", "", "")


def test_a_name_is_found_by_any_of_its_kanji_forms() -> None:
    """Mutation: search the name as it was typed."""
    assert search_words("髙橋")[0].name == search_words("高橋")[0].name


@pytest.mark.parametrize("typed", ["090-1234", "０９０１２３４", "090ー1234"])
def test_a_telephone_number_is_searched_by_its_digits(typed: str) -> None:
    assert search_words(typed)[0].phone == "0901234"


def test_two_digits_are_no_telephone_number() -> None:
    assert search_words("12")[0].phone == ""


def test_a_whole_number_is_searched_as_it_is_written() -> None:
    assert search_words("26000001d")[0].number == "26-000001-D"
    assert search_words("000001")[0].number == "000001"


def test_five_words_count_and_each_has_an_end() -> None:
    words = search_words("あ " * 9 + "い")
    assert len(words) == 5
    assert len(search_words("あ" * 500)[0].name) == 60


def test_nothing_typed_is_no_word() -> None:
    assert search_words(" 　 ") == ()
