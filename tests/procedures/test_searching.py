"""People say it in their words: what they mean is among the first three, and nothing far off is."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.procedures.search_terms import terms_of
from app.procedures.searching import Entry, Index, Saying
from app.web.resident.finding import all_sayings, entries
from tests import make

FIRST = 3
MOST_OF_THEM = 0.9


@dataclass(frozen=True)
class Query:
    typed: str
    first: str | None = None
    among: tuple[str, ...] = ()
    none: bool = False


def queries() -> Iterator[Query]:
    told = tomllib.loads(Path(__file__).with_name("searching.toml").read_text("utf-8"))
    for each in told["query"]:
        yield Query(**{**each, "among": tuple(each.get("among", ()))})


QUERIES = list(queries())
CATALOG = make.catalog()


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(tuple(entries(list(CATALOG.values()))), all_sayings())


@pytest.mark.parametrize("query", QUERIES, ids=lambda each: each.typed)
def test_everyday_words_find_what_is_meant(index: Index, query: Query) -> None:
    """Must catch: 車庫証明 that finds 罹災証明書; a reading, a half-width letter or a verb that finds nothing."""
    found = index.find(query.typed)
    if query.none:
        assert found == ()
        return
    if query.first:
        assert found[:1] == (query.first,)
    if query.among:
        assert set(found[:FIRST]) & set(query.among), found


def test_there_are_many_of_them_and_the_first_three_are_worth_reading(index: Index) -> None:
    """precision@3: of the queries with an answer, how many have one of it among the first three."""
    assert len(QUERIES) >= 60
    answered = [each for each in QUERIES if not each.none]
    hits = [each for each in answered if {*each.among, each.first} & set(index.find(each.typed)[:FIRST])]
    assert len(hits) / len(answered) >= MOST_OF_THEM


@pytest.mark.parametrize("key", list(CATALOG))
def test_every_procedure_is_found_by_its_own_name(index: Index, key: str) -> None:
    """Must catch: a definition that nothing leads to."""
    assert key in index.find(CATALOG[key].title.ja)[:2]
    assert key in index.find(CATALOG[key].short_title.ja)[:FIRST]


def test_a_find_in_the_title_weighs_more_than_one_in_a_keyword_and_that_more_than_in_the_summary() -> None:
    title = Entry("title", ("犬の登録",))
    keyword = Entry("keyword", ("ペット",), ("犬の登録",))
    summary = Entry("summary", ("動物",), (), ("犬の登録もできます",))
    told = Entry("told", ("そのほか",))
    others = tuple(Entry(f"other_{each}", (f"ほかの手続{each}",)) for each in range(20))
    small = Index((told, summary, keyword, title, *others), (Saying(("登録の犬",), ("told",)),))
    assert small.find("犬の登録") == ("title", "keyword", "summary", "told")


def test_a_word_that_stands_everywhere_finds_nothing_by_itself() -> None:
    """Must catch: 車庫証明 finds every 証明."""
    many = tuple(Entry(f"each_{at}", (f"{name}証明書",)) for at, name in enumerate("甲乙丙丁戊己庚辛"))
    small = Index((*many, Entry("garage", ("車庫証明",))))
    assert small.find("車庫証明") == ("garage",)


@pytest.mark.parametrize("typed", ["", "　", "。", "?", "の", "あ", "\u3099", "％" * 80, "a" * 80, "を" * 80])
def test_nothing_that_can_be_typed_is_too_much(index: Index, typed: str) -> None:
    assert len(index.find(typed)) <= 12


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("お父さんが倒れた", ("オ父サン", "倒レ")),
        ("落とした", ("落ト",)),
        ("子ども手当がほしい", ("子ドモ手当",)),
        ("ソファを捨てたい", ("ソファ", "捨")),
        ("住民票 戸籍", ("住民票", "戸籍")),
        ("住民票、住民票", ("住民票",)),
    ],
)
def test_particles_and_endings_are_left_out(typed: str, terms: tuple[str, ...]) -> None:
    assert terms_of(typed) == terms
