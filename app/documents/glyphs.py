"""Which characters our font can print, and what stands for those it cannot."""

import unicodedata
from functools import cache

import pylopdf_fonts_jp
import regex  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

GETA = "〓"  # what Japanese printers set where the type is missing

_SELECTORS = regex.compile(r"\p{Variation_Selector}")
_UNCOUNTED = regex.compile(r"\s|\p{Cf}|\p{Variation_Selector}")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}--[\n]]", regex.V1)


@cache
def _printable() -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Code points, and pairs of a code point and a variation selector."""
    with TTFont(pylopdf_fonts_jp.sans_path(), lazy=True) as font:
        variants = {
            (base, selector)
            for table in font["cmap"].tables
            if table.format == 14
            for selector, pairs in table.uvsDict.items()
            for base, _glyph in pairs
        }
        return frozenset(font.getBestCmap()), frozenset(variants)


@cache
def _twins() -> dict[int, int]:
    """Code points that share their glyph with an earlier one: read back from a PDF, either may stand for both."""
    with TTFont(pylopdf_fonts_jp.sans_path(), lazy=True) as font:
        first: dict[str, int] = {}
        return {point: first.setdefault(glyph, point) for point, glyph in sorted(font.getBestCmap().items())}


def folded(text: str) -> str:
    """What stays the same from a value to the text of the page it is printed on: compare both in this form."""
    seen = unicodedata.normalize("NFKC", _UNCOUNTED.sub("", text))
    return unicodedata.normalize("NFKC", seen.translate(_twins()))


def is_read_in(text: str, page: str) -> bool:
    """Whether `page`, the folded text of one, shows `text`.

    Letters set in several pieces (ﾊﾟ, a mark over a Latin letter) are read back twice or in pieces. So of those,
    and of letters that also occur in such, only the place is looked at; every other letter must be there.
    """
    shown = _UNCOUNTED.sub("", printed(text)[0])
    clusters = regex.findall(r"\X", shown)
    loose = {point for cluster in clusters if len(cluster) > 1 for point in cluster}
    pattern = "".join(
        "\0" if len(each) > 1 or each in loose or "\uff65" <= each <= "\uff9f" else regex.escape(folded(each))
        for each in clusters
    )
    whole = regex.sub("\0+", lambda run: f".{{0,{8 * len(run[0])}}}", pattern)
    return regex.search(whole, page) is not None


def printed(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it can be printed, and the characters that stand there in another form or as 〓, once each.

    A variant of a kanji that the font lacks is printed in its usual form.
    """
    replaced: dict[str, None] = {}
    lines = regex.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text).replace("\t", " ")
    clusters = [_cluster(cluster, replaced) for cluster in regex.findall(r"\X", lines)]
    return "".join(clusters), tuple(replaced)


def _cluster(cluster: str, replaced: dict[str, None]) -> str:
    points, variants = _printable()
    if len(cluster) == 1 and ord(cluster) in points:
        return cluster
    kept = _with_known_variants(cluster, variants)
    seen: str = _UNSEEN.sub("", kept)
    if not _has_all(seen, points) and _has_all(whole := _put_together(seen), points):
        return whole
    if not _has_all(seen, points):
        seen = GETA
    if seen != _UNSEEN.sub("", cluster):
        replaced[cluster] = None
    return seen


def _has_all(seen: str, points: frozenset[int]) -> bool:
    return all(ord(each) in points or each == "\n" or _SELECTORS.match(each) for each in seen)


def _put_together(seen: str) -> str:
    """A letter and its mark as the one letter that they are; what NFC would swap for another stays."""
    is_swapped = unicodedata.normalize("NFC", seen[:1]) != seen[:1]
    return seen if is_swapped else unicodedata.normalize("NFC", seen)


def _with_known_variants(cluster: str, variants: frozenset[tuple[int, int]]) -> str:
    """Without the selectors that would select nothing."""
    kept = ""
    for each in cluster:
        if not _SELECTORS.match(each) or (kept and (ord(kept[-1]), ord(each)) in variants):
            kept += each
    return kept
