"""Names of people (氏名): kept exactly as typed, found loosely."""

import regex  # type: ignore[import-untyped]

from app.japan import NotUnderstood
from app.japan.texts import read_as_typed, settled
from app.japan.variants import fold_characters
from app.language import noted

MOST = 50

_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u20e3\ufe0f]")
_INVISIBLE = regex.compile(r"\p{Cf}")
_APOSTROPHES = str.maketrans("’‘ʼ＇", "''''")


def read_name(text: str) -> str:
    """A name code point by code point, variation selectors included, at most 50 grapheme clusters.

    Only what cannot be part of a name is refused: ① and ㈱ pass, and so do spaces, periods, apostrophes and
    hyphens, which the names on residence cards have.
    """
    name = read_as_typed(text, MOST)
    if "<" in name or ">" in name:
        raise NotUnderstood(noted("{name}には「<」と「>」を使えません。消してください。"))
    if _EMOJI.search(name):
        raise NotUnderstood(noted("{name}には絵文字を使えません。文字だけで入力してください。"))
    if _INVISIBLE.search(name):
        raise NotUnderstood(
            noted("{name}に目に見えない文字が入っています。消してから、手で打ち直してください。")
        )
    return name


def fold_name(text: str) -> str:
    """For searching and for hints to staff: never reject anybody because two folded names differ."""
    return settled(_folded_once, text)


def _folded_once(text: str) -> str:
    return "".join(fold_characters(text).translate(_APOSTROPHES).split())
