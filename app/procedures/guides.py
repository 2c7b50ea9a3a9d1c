"""案内: what people look for here and somebody else does. One YAML file is one page; its name is its key."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from app.procedures.catalog_files import read_mapping
from app.procedures.questions.base import Key
from app.procedures.wording import Frozen, Words

FOLDER = Path(__file__).parent / "guidance"


class Site(Frozen):
    """A site of a public body, called what it calls itself."""

    name: Words
    address: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+\.(go|lg)\.jp/[\w./-]*$")]


class Guidance(Frozen):
    """Nothing can be applied for here. `done_by` says who does it; `keywords` are what people type."""

    key: Key
    title: Words
    summary: Words
    done_by: Words
    paragraphs: tuple[Words, ...] = Field(min_length=1, max_length=8)
    sites: tuple[Site, ...] = ()
    keywords: tuple[str, ...] = Field(min_length=1)
    basis: tuple[str, ...] = ()


def read_guidance(path: Path) -> Guidance:
    """Raises ValueError naming the file and the place."""
    try:
        page = Guidance.model_validate(read_mapping(path))
    except (ValueError, TypeError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong
    if page.key != path.stem:
        raise ValueError(f"{path.name}: the key is {page.key}; name the file like its key")
    return page


@cache
def guides() -> dict[str, Guidance]:
    """By key, in the order of keys."""
    return {path.stem: read_guidance(path) for path in sorted(FOLDER.glob("*.yaml"))}
