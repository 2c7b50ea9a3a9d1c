"""Everyday words → what they may mean, best first. Pure: no database, no dictionary but the catalogue's own words.

A word counts as much as it is rare in the catalogue: 証明 stands in twenty titles and says little, so that
車庫証明 does not find whatever is a 証明. A find in the title weighs more than one in a keyword, that more
than one in the summary; what only `synonyms.yaml` knows comes behind.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from app.procedures.search_terms import folded, is_kana, pieces_of, terms_of

TITLE, KEYWORD, SUMMARY, SYNONYM = 4.0, 3.0, 2.0, 1.5
WHOLE = 1.25  # the word is all of the keyword
LEAST_ALIKE, NEARLY = 0.7, 0.85
LEAST_COVERED = 0.5  # of what was typed, by weight
LEAST_SCORE = 1.5  # half of it in the summary is too little
LEAST_OF_BEST = 0.3
MOST_FOUND = 12


@dataclass(frozen=True)
class Entry:
    """Something that can be found. `rank` parts what weighs the same: more stands first."""

    key: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    rank: float = 1.0


@dataclass(frozen=True)
class Saying:
    """How people say it, and the keys of what they then need, in this order."""

    say: tuple[str, ...]
    find: tuple[str, ...]


@dataclass(frozen=True)
class _Field:
    weight: float
    text: str
    words: frozenset[str]


@dataclass(frozen=True)
class _Said:
    """A phrase as pairs of neighbours: as it stands, and of its words alone, without particles and endings."""

    as_it_stands: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, phrase: str) -> "_Said":
        return cls(_pairs([folded(phrase).replace(" ", "")]), _pairs(terms_of(phrase)))

    def weight_beside(self, phrase: "_Said") -> float:
        """Nearly word by word it is as good as a title; 0 where it is rather something else."""
        exactly = _alike(self.as_it_stands, phrase.as_it_stands)
        roughly = _alike(self.words, phrase.words)
        return max(TITLE * exactly if exactly >= NEARLY else 0, SYNONYM * roughly)


@dataclass(frozen=True)
class _Found:
    covered: float
    score: float

    @property
    def is_near(self) -> bool:
        return self.covered >= LEAST_COVERED and self.score >= LEAST_SCORE


class Index:
    """Entries made ready to be searched."""

    def __init__(self, entries: tuple[Entry, ...], sayings: tuple[Saying, ...] = ()) -> None:
        self._fields = {entry.key: tuple(_fields(entry)) for entry in entries}
        self._ranks = {entry.key: entry.rank for entry in entries}
        self._rarity = lru_cache(maxsize=4096)(self._count_rarity)
        self._sayings = tuple((tuple(_Said.of(each) for each in said.say), said.find) for said in sayings)

    def find(self, typed: str) -> tuple[str, ...]:
        """Keys, best first, at most twelve. Nothing rather than something far off."""
        terms = terms_of(typed)
        if not terms:
            return ()
        weights = {term: sum(self._rarity(piece) for piece in pieces_of(term)) for term in terms}
        found = {key: self._weigh(fields, weights) for key, fields in self._fields.items()}
        scores = {key: each.score for key, each in found.items() if each.is_near}
        for key, more in self._needed_by(_Said.of(typed)).items():
            scores[key] = found[key].score + more
        ranked = sorted(scores, key=lambda key: (-scores[key] * self._ranks[key], -self._ranks[key]))
        least = LEAST_OF_BEST * max(scores.values(), default=0)
        return tuple(key for key in ranked if scores[key] >= least)[:MOST_FOUND]

    def _weigh(self, fields: tuple[_Field, ...], weights: dict[str, float]) -> _Found:
        covered = score = 0.0
        for term, weight in weights.items():
            each = [(self._covers(field, term), field) for field in fields]
            covered += weight * max(min(part, 1) for part, _ in each)
            score += weight * max(part * field.weight for part, field in each)
        whole = sum(weights.values())
        return _Found(covered / whole, score / whole)

    def _covers(self, field: _Field, term: str) -> float:
        """How much of the term stands in the field; a little more than 1 where it is one of its words."""
        if term in field.words:
            return WHOLE
        if is_kana(term):
            return _covers_kana(field, term)
        pieces = [(piece, self._rarity(piece)) for piece in pieces_of(term)]
        return sum(rare for piece, rare in pieces if _stands_in(piece, field.text)) / sum(
            rare for _, rare in pieces
        )

    def _count_rarity(self, piece: str) -> float:
        having = sum(any(_stands_in(piece, each.text) for each in fields) for fields in self._fields.values())
        return log((len(self._fields) + 1) / (having + 0.5)) + 0.1

    def _needed_by(self, said: "_Said") -> dict[str, float]:
        needed: dict[str, float] = {}
        for phrases, keys in self._sayings:
            weight = max(said.weight_beside(phrase) for phrase in phrases)
            for place, key in enumerate(key for key in keys if weight and key in self._fields):
                needed[key] = max(needed.get(key, 0), weight * (1 - 0.05 * place))
        return needed


@lru_cache(maxsize=4)
def index_of(entries: tuple[Entry, ...], sayings: tuple[Saying, ...]) -> Index:
    """The same entries are made ready once."""
    return Index(entries, sayings)


def _fields(entry: Entry) -> Iterator[_Field]:
    for weight, texts in ((TITLE, entry.titles), (KEYWORD, entry.keywords), (SUMMARY, entry.summaries)):
        words = tuple(folded(text) for text in texts)
        yield _Field(weight, _SEPARATOR.join(words), frozenset(words))


_SEPARATOR = "\n"  # no pair of neighbours reaches from one text to the next


def _covers_kana(field: _Field, term: str) -> float:
    """A reading: all of it stands there, or, typed as one long word, a reading of the field stands in it."""
    if len(term) >= (3 if field.weight == SUMMARY else 2) and term in field.text:
        return 1
    return float(
        any(len(word) >= 3 and is_kana(word) and word.removesuffix("タ") in term for word in field.words)
    )


def _stands_in(piece: str, text: str) -> bool:
    if piece.isascii() and piece.isalnum():
        return bool(re.search(rf"(?<![a-z0-9]){piece}", text))
    return piece in text


def _pairs(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term[at : at + 2] for term in terms for at in range(max(1, len(term) - 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1: twice what they share, beside what both have (Dice)."""
    alike = 2 * _told(one & other) / (_told(one) + _told(other) or 1)
    return alike if alike >= LEAST_ALIKE else 0


def _told(pairs: Iterable[str]) -> float:
    """Pairs of kana alone, endings for the most part, tell half as much."""
    return sum(0.5 if is_kana(pair) else 1.0 for pair in pairs)
