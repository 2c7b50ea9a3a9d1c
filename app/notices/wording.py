"""A notice's kind and language → subject and body, without a single personal detail."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.language import Language
from app.notices.kinds import NoticeKind

TEMPLATES = Path(__file__).parents[2] / "templates" / "notices"


@dataclass(frozen=True)
class Letterhead:
    """Who writes, where to sign in, whom to call. All of it is public."""

    town_name: str
    service_url: str
    phone: str | None


@dataclass(frozen=True)
class Wording:
    subject: str
    body: str


def wording_of(
    kind: NoticeKind, language: Language, letterhead: Letterhead, reference_number: str | None
) -> Wording:
    """Nothing else goes in: what the templates are not given, they cannot tell."""
    subject = _rendered(f"{kind}/subject", language, letterhead, reference_number)
    body = _rendered(f"{kind}/body", language, letterhead, reference_number)
    return Wording(" ".join(subject.split()), body.strip() + "\n")


def _rendered(name: str, language: Language, letterhead: Letterhead, reference_number: str | None) -> str:
    suffix = "" if language is Language.JAPANESE else f".{language}"
    template = _environment().get_template(f"{name}{suffix}.txt")
    return template.render(letterhead=letterhead, reference_number=reference_number)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),  # plain text stays as it is
        trim_blocks=True,
        lstrip_blocks=True,
    )
