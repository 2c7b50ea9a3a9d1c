"""E-mail addresses by their form, without asking any network."""

import pytest

from app.japan.emails import read_email
from tests.japan.reading import refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hanako@example.jp", "hanako@example.jp"),
        (" Hanako@EXAMPLE.JP ", "Hanako@example.jp"),
        ("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp"),
        ("hanako＠example。jp", "hanako@example.jp"),
        ("hana..ko@docomo.ne.jp", "hana..ko@docomo.ne.jp"),
        ("hanako.@ezweb.ne.jp", "hanako.@ezweb.ne.jp"),
        ("hanako..@AU.com", "hanako..@au.com"),
        ("hanako+tag@example.jp", "hanako+tag@example.jp"),
        ("\u200bhanako@example.jp\u200f", "hanako@example.jp"),
        ("hanako@日本語.jp", "hanako@xn--wgv71a119e.jp"),
    ],
)
def test_an_address_is_kept_as_mail_servers_need_it(typed: str, kept: str) -> None:
    """Must catch: old carrier addresses refused, full-width letters kept."""
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("hanako.example.jp", "「@」がありません"),
        ("hana ko@example.jp", "空白"),
        ("花子@example.jp", "半角"),
        ("hana..ko@example.jp", "hanako@example.jp"),
        ("hanako@example", "hanako@example.jp"),
        ("hanako@@example.jp", "hanako@example.jp"),
        ("@docomo.ne.jp", "hanako@example.jp"),
        ("...@docomo.ne.jp", "hanako@example.jp"),
        ("a" * 65 + "@docomo.ne.jp", "hanako@example.jp"),
        ("a" + "." * 64 + "@docomo.ne.jp", "hanako@example.jp"),
        ("hanako@example.jp\nBcc: x@example.jp", "空白"),
        ('"a b"@example.jp', "空白"),
        ("hanako@[127.0.0.1]", "hanako@example.jp"),
    ],
)
def test_a_refusal_says_what_to_mend(typed: str, word: str) -> None:
    assert word in refusal(read_email, typed)
