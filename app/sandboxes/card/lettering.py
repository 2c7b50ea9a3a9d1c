"""What of a name or an address a card can hold: it knows JIS X 0208 and JIS X 0212 and nothing beyond."""

from dataclasses import dataclass

import regex  # type: ignore[import-untyped]

from app.japan.variants import fold_characters

_NO_LETTER = "〓"


@dataclass(frozen=True)
class Lettered:
    """`substituted`: the places (from 0) where the card has another character than the register (代替文字)."""

    text: str
    substituted: tuple[int, ...] = ()


def lettered(text: str) -> Lettered:
    """A kanji outside gives way to its everyday form where that is inside, else to a mark."""
    written = [_letter(cluster) for cluster in regex.findall(r"\X", text)]
    places = [place for place, (_, is_own) in enumerate(written) if not is_own]
    return Lettered("".join(letter for letter, _ in written), tuple(places))


def _letter(cluster: str) -> tuple[str, bool]:
    if len(cluster) == 1 and _is_inside(cluster):
        return cluster, True
    everyday = fold_characters(cluster)
    return (everyday if len(everyday) == 1 and _is_inside(everyday) else _NO_LETTER), False


def _is_inside(letter: str) -> bool:
    """EUC-JP holds ASCII and the two standards."""
    try:
        letter.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return True
