"""Each procedure from the first page to its case, in English and in plain Japanese: nothing is left in Japanese."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
import yaml

from app.procedures.definition import Procedure
from app.settings import ROOT
from tests import make
from tests.reading import JAPANESE, is_hard, without
from tests.sampling import rest_is_wide, sampled
from tests.scenarios import counter_only
from tests.scenarios.reader import Reader
from tests.walks import WALKS
from tests.world import World, a_world

KEYS = sampled(make.catalog())
PICKS = (0, 2, -1)
FIRST = rest_is_wide(PICKS, PICKS[:1])
OTHER_PAGES = (
    "/",
    "/?q=zzz",
    "/resume",
    "/sign-in",
    "/privacy",
    "/site-policy",
    "/accessibility",
    "/nowhere",
)


Said = list[tuple[str, str]]
Read = Callable[[str, int, str], tuple[Said, bool]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One database is enough: words do not depend on it."""
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture(scope="module")
def read(world: World) -> Read:
    @cache
    def once(key: str, pick: int, language: str) -> tuple[Said, bool]:
        return read_all(world, make.catalog()[key], pick, language)

    return once


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in strings_in(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in strings_in(each))


def values_of(procedure: Procedure) -> set[str]:
    """Names and what is typed: the same in every language."""
    town = make.town()
    people = yaml.safe_load((ROOT / "demo" / "households.yaml").read_text("utf-8"))["households"]
    names = {town.name, town.city, town.prefecture, *(section.name for section in town.sections)}
    typed = {text for each in procedure.questions.values() for text in strings_in(each.sample())}
    rows = [each.sample() for each in procedure.questions.values() if each.kind == "group"]
    listed = {
        text for items in town.lists.values() for item in items for text in strings_in(item.model_dump())
    }
    given = {text for answer in WALKS[procedure.key].given.values() for text in strings_in(answer)}
    known = {
        *given,
        *strings_in(people),
        *listed,
        *(each.name for each in town.disasters),
        *procedure.legal_basis,
    }
    return {each for each in {*names, *typed, *strings_in(rows), *known} if JAPANESE.search(each)} | {"〒"}


def read_all(world: World, procedure: Procedure, pick: int, language: str) -> tuple[Said, bool]:
    """What was said on the way, and whether it arrived."""
    reader = Reader(world.url, language, procedure, pick)
    if counter_only.is_for_the_counter(procedure):
        reader.goes_on_with(partial(counter_only.begun, world, procedure.key))
    else:
        reader.begins()
    reader.walks()
    arrived = reader.sends_it()
    if arrived:
        number = reader.path.split("/")[2]
        for page in ("/my", f"/my/{number}/withdraw", f"/my/{number}"):
            reader.opens(page)
        links = reader.links()
        if f"/my/{number}/pay" in links:
            reader.opens(f"/my/{number}/pay")
        if addition := next((href for href in links if href.startswith("/apply/")), None):
            reader.opens(addition)
            reader.walks()
        reader.makes_room(number)
    reader.close()
    return reader.said, arrived


@pytest.mark.parametrize("pick", FIRST)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_left_in_japanese_for_a_reader_of_english(read: Read, key: str, pick: int) -> None:
    """Must catch: an answer, a message, a date or a price that was put together in Japanese."""
    said, _ = read(key, pick, "en")
    values = values_of(make.catalog()[key])
    left = {(path, text) for path, text in said if JAPANESE.search(without(text, values))}
    assert not left, "\n".join(f"{path.rpartition('/')[2]}: {text}" for path, text in sorted(left))


@pytest.mark.parametrize("pick", FIRST)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_hard_is_left_for_a_reader_of_plain_japanese(read: Read, key: str, pick: int) -> None:
    """Must catch: a sentence that stands in the Japanese page and, word for word, in the plain one."""
    japanese, _ = read(key, pick, "ja")
    plain, _ = read(key, pick, "ja-easy")
    values = values_of(make.catalog()[key])
    same = {text for _, text in japanese} & {text for _, text in plain}
    hard = sorted(text for text in same if is_hard(without(text, values)))
    assert not hard, "\n".join(hard)


@pytest.mark.wide
@pytest.mark.parametrize("key", KEYS)
def test_one_of_these_ways_arrives(read: Read, key: str) -> None:
    """Must catch: a walk that never leaves the check page, so that nothing behind it is read."""
    is_sent_from_here = not counter_only.is_for_the_counter(make.catalog()[key])
    assert any(read(key, pick, "en")[1] for pick in PICKS) is is_sent_from_here


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_pages_that_belong_to_no_procedure_are_translated(world: World, page: str) -> None:
    values = values_of(make.catalog()[make.ALLOWANCE])
    texts = {}
    for language in ("ja", "ja-easy", "en"):
        reader = Reader(world.url, language, make.catalog()[make.ALLOWANCE], 0)
        reader.chooses_language()
        reader.opens(page, 404 if page == "/nowhere" else 200)
        texts[language] = {without(text, values) for _, text in reader.said}
        reader.close()
    assert not {text for text in texts["en"] if JAPANESE.search(text)}
    assert not {text for text in texts["ja"] & texts["ja-easy"] if is_hard(text)}
