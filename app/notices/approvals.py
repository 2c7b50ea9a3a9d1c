"""The one message that names somebody: who asks to act for the reader, for what, until when, and how to say no.

Nobody can say yes to what they are not told; so it goes to an address of their own, and nowhere else.
"""

from dataclasses import dataclass, field
from datetime import date

from app.language import Language
from app.notices.wording import Letterhead, Wording, rendered


@dataclass(frozen=True)
class AskedFor:
    """`areas`: the keys of what is entrusted; the templates have words for each."""

    code: str = field(repr=False)
    proxy: str = field(repr=False)
    areas: tuple[str, ...]
    until: date


def approval_wording_of(kind: str, language: Language, letterhead: Letterhead, what: AskedFor) -> Wording:
    """`kind` is email or phone. Code and names stand in the body alone: subjects are read over shoulders."""
    told = {"code": what.code, "proxy": what.proxy, "areas": what.areas, "until": what.until}
    subject = rendered("mandate_code/subject", language, letterhead)
    body = rendered(f"mandate_code/{kind}", language, letterhead, **told)
    return Wording(" ".join(subject.split()), body.strip() + "\n")
