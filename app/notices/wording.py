"""A notice's kind and language → subject and body, without a single personal detail."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

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
    subject = rendered(f"{kind}/subject", language, letterhead, reference_number=reference_number)
    body = rendered(f"{kind}/body", language, letterhead, reference_number=reference_number)
    return Wording(" ".join(subject.split()), body.strip() + "\n")


def code_wording_of(kind: str, language: Language, letterhead: Letterhead, code: str) -> Wording:
    """`kind` is email or phone. The code stands in the body alone: subjects are read over shoulders."""
    subject = rendered("contact_code/subject", language, letterhead)
    body = rendered(f"contact_code/{kind}", language, letterhead, code=code)
    return Wording(" ".join(subject.split()), body.strip() + "\n")


def rendered(name: str, language: Language, letterhead: Letterhead, **told: Any) -> str:
    return _template(name, language).render(letterhead=letterhead, **told)


def _template(name: str, language: Language) -> Template:
    suffix = "" if language is Language.JAPANESE else f".{language}"
    return _environment().get_template(f"{name}{suffix}.txt")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),  # plain text stays as it is
        trim_blocks=True,
        lstrip_blocks=True,
    )
