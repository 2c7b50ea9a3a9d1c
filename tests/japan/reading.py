"""How the tests of readers ask: with any text, and for the sentence a person would see."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from app.japan import NotUnderstood

# Half of what people and their machines really mix, half of anything at all, lone surrogates included.
TYPICAL = (
    "0189０１８９٣①一二十百元年月日.．-－−‐ーｰ/ 　\t\n\r\u2028　　,，円¥￥+@＠。aZｚRrＲ"
    "令和平成昭明治大正㋿西暦"
    "かがゃアガャｶﾞﾟﾞｬｰ゛゜ヴヶ・"
    "山田髙﨑邉𠮷葛神"
    "\u3099\u0301\ufe0f\U000e0100\u200d\u200b\u202e\u2066\x00\x7f<>&'"
    "丁目番地の号室大字条棟県市区町村😀👨©\ud800\ufdd0\U000e0041(（)"
)
any_text = st.text(st.one_of(st.sampled_from(TYPICAL), st.characters(exclude_categories=())), max_size=40)


def refusal(read: Callable[..., Any], *typed: object) -> str:
    """The sentence with the noun 「項目」; fails when the text was taken."""
    taken, sentence = answer(read, *typed)
    assert sentence, f"{typed!r} was taken as {taken!r}"
    return sentence


def answer(read: Callable[..., Any], *typed: object) -> tuple[Any, str]:
    """What was taken and an empty sentence, or None and the sentence that refuses."""
    try:
        return read(*typed), ""
    except NotUnderstood as cause:
        return None, str(cause.naming("項目"))
