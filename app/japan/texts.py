"""Text as people type it: what is refused everywhere, and how long it is."""

import unicodedata
from collections.abc import Callable

import regex  # type: ignore[import-untyped]

from app.japan import NotUnderstood
from app.language import noted

_CODE_POINTS_IN_A_CLUSTER = 16  # the longest family emoji needs eleven

_LINE_ENDS = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# What a page cannot show or what makes it show something else; lone surrogates cannot even be stored.
_HARMFUL = regex.compile(
    r"[\p{Cc}--[\n]]|\p{Cs}|\p{Bidi_Control}|\p{NChar}|[\U000E0000-\U000E007F]", regex.V1
)


def length(text: str) -> int:
    """What a reader counts as characters (grapheme clusters); marks piled on one letter count again."""
    return sum(-(-len(cluster) // _CODE_POINTS_IN_A_CLUSTER) for cluster in regex.findall(r"\X", text))


def settled(fold: Callable[[str], str], text: str) -> str:
    """`fold` applied until nothing changes: taking a space away can bring an accent to its letter."""
    folded = fold(text)
    while (again := fold(folded)) != folded:
        folded = again
    return folded


def refuse_blank(text: str) -> None:
    if not text.strip():
        raise NotUnderstood(noted("{name}を入力してください。"))


def refuse_long(text: str, most: int) -> None:
    over = length(text) - most
    if over > 0:
        raise NotUnderstood(
            noted("{name}が{over}文字多いです。{most}文字までにしてください。", over=over, most=most)
        )


def refuse_line_ends(text: str) -> None:
    if "\n" in text or _LINE_ENDS.search(text):
        raise NotUnderstood(noted("{name}に改行が入っています。改行を消して、1行で入力してください。"))


def refuse_harmful(text: str) -> None:
    """Control characters, marks that turn the direction of writing, code points that are no characters."""
    if _HARMFUL.search(text):
        raise NotUnderstood(
            noted("{name}に目に見えない文字が入っています。消してから、手で打ち直してください。")
        )


def read_text(text: str, most: int) -> str:
    """Free text in NFC with \\n between lines, at most `most` grapheme clusters."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = unicodedata.normalize("NFC", lines).strip()
    refuse_blank(kept)
    refuse_harmful(kept)
    refuse_long(kept, most)
    return kept


def read_line(text: str, most: int) -> str:
    """Free text in NFC without line breaks, at most `most` grapheme clusters."""
    kept = text.strip()
    refuse_line_ends(kept)
    return read_text(kept, most)


def read_as_typed(text: str, most: int) -> str:
    """One line kept code point by code point: NFC would swap the kanji of names and places for others."""
    kept = text.strip(" \u3000\u00a0")
    refuse_blank(kept)
    refuse_line_ends(kept)
    refuse_harmful(kept)
    refuse_long(kept, most)
    return kept
