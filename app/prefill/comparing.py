"""What somebody answered beside what the register says → the differences a member of staff should look at.

A difference is never a reason to refuse: registers, cards and keyboards write the same name differently.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import regex  # type: ignore[import-untyped]

from app.japan.addresses import fold_address
from app.japan.digits import narrow
from app.japan.kana import kana_key
from app.japan.names import fold_name
from app.prefill.facts import Facts

ADDRESS = "person.address"
_STREET = ("town", "block", "building")
_KANA = frozenset({"person.family_name_kana", "person.given_name_kana"})
_NUMBERS = frozenset({"person.phone", "person.address.postcode"})

_NOT_KANJI = regex.compile(r"[^\p{Han}\p{Variation_Selector}]+")


class Kind(StrEnum):
    """How far two values are apart: only in width and spacing, in variants of characters, or altogether."""

    SAME = "same"
    WIDTH = "width"
    VARIANT = "variant"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Difference:
    """One term compared; both values as they were written. `person.address` is town, block and building."""

    term: str
    answered: str
    registered: str
    kind: Kind

    @property
    def needs_looking(self) -> bool:
        """Whether a person must look (要目視): a variant may be another family, 﨑 isn't 崎 to everybody."""
        return self.kind in (Kind.VARIANT, Kind.DIFFERENT)


def compare(answers: Mapping[str, object], facts: Facts) -> list[Difference]:
    """Every term known on both sides, SAME included, in the order of the answers.

    `answers` is keyed by term. Only texts are compared, and only where the register has one; an address is
    compared as one line after the municipality, since people part it differently.
    """
    answered, registered = _lines(answers), _lines(facts.plain())
    return [
        Difference(term, text, registered[term], _kind_of(term, text, registered[term]))
        for term, text in answered.items()
        if term in registered
    ]


def _lines(values: Mapping[str, object]) -> dict[str, str]:
    texts = {term: value for term, value in values.items() if isinstance(value, str) and value.strip()}
    parts = [texts.pop(f"{ADDRESS}.{part}", "") for part in _STREET]
    if any(parts):
        texts[ADDRESS] = "".join(parts)
    return texts


def _kind_of(term: str, answered: str, registered: str) -> Kind:
    if answered == registered:
        return Kind.SAME
    if _unspaced(term, answered) == _unspaced(term, registered):
        return Kind.WIDTH
    return Kind.VARIANT if _folded(term, answered) == _folded(term, registered) else Kind.DIFFERENT


def _unspaced(term: str, text: str) -> str:
    """Width and spacing taken away; kanji stay as they are, since NFKC would swap some for others."""
    if term in _NUMBERS:
        return narrow(text).replace("-", "")
    wide = _NOT_KANJI.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return "".join(str(wide).split())


def _folded(term: str, text: str) -> str:
    if term in _KANA:
        return kana_key(text)
    return fold_address(text) if term == ADDRESS else fold_name(text)
