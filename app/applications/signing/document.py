"""What the card signs: the page as it was read, and behind it the same for a machine (docs/decisions/0018).

Lines of text, then one line of canonical JSON (RFC 8785), which holds no line break: nothing anybody typed can pass for
it. The same answers at the same moment give the same bytes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785

from app.applications.models import Application
from app.clock import JST
from app.language import Language, noted
from app.municipality.town import Municipality
from app.procedures.answer_sections import answer_sections
from app.procedures.journey import Journey

ABOUT = "madoguchi signed application 1"
# Of one showing, and not of what was answered.
_OF_THE_SHOWING = ("nonce", "at", "language")


@dataclass(frozen=True)
class Showing:
    """One person's reading of it: `nonce` is used once, `say` turns texts of any sort into those of the reader."""

    nonce: str
    at: datetime
    language: Language
    say: Callable[[Any], str]


@dataclass(frozen=True)
class Under:
    """The mandate under which a proxy sends it, with the names that stand in it."""

    mandate_id: UUID
    person: str
    proxy: str

    def as_data(self) -> dict[str, str]:
        return {"id": str(self.mandate_id), "person": self.person, "proxy": self.proxy}


@dataclass(frozen=True)
class Content:
    """What is sent: `answers` with the files that are there, as the next version of the application.

    `under` is None where somebody sends what is their own.
    """

    application: Application
    journey: Journey
    answers: Mapping[str, Any]
    town: Municipality
    under: Under | None = None

    @property
    def number(self) -> int:
        return len(self.application.versions) + 1

    @property
    def attachments(self) -> list[dict[str, Any]]:
        """In the order of the questions; `sha256` is that of the bytes that are kept."""
        photos = (each for each in self.journey.procedure.questions.values() if each.kind == "photos")
        return [
            {"question": question.key, **{part: file[part] for part in ("id", "name", "sha256", "bytes")}}
            for question in photos
            for file in self.answers.get(question.key) or ()
        ]

    def as_data(self) -> dict[str, Any]:
        return {
            "about": ABOUT,
            "town": self.town.local_government_code,
            "procedure": self.application.procedure_key,
            "revision": str(self.application.revision_id),
            "application": str(self.application.id),
            "version": self.number,
            "answers": dict(self.answers),
            "attachments": self.attachments,
            **({"mandate": self.under.as_data()} if self.under else {}),
        }


def signable(content: Content, showing: Showing) -> bytes:
    text = "\n".join(_lines(content, showing))
    at = showing.at.astimezone(UTC).isoformat(timespec="seconds")
    told = {"nonce": showing.nonce, "at": at, "language": showing.language.value}
    return f"{text}\n".encode() + rfc8785.dumps({**content.as_data(), **told})


def read(document: bytes) -> dict[str, Any]:
    """The line for the machine. Raises ValueError for anything that `signable` would not have written."""
    line = document.rpartition(b"\n")[2]
    told = json.loads(line)
    if not isinstance(told, dict) or told.get("about") != ABOUT or rfc8785.dumps(told) != line:
        raise ValueError("this is no document of ours")
    return told


def says(document: bytes, data: Mapping[str, Any]) -> bool:
    """Whether that is what was signed, whenever it was shown."""
    try:
        told = read(document)
    except ValueError:
        return False
    kept = {name: value for name, value in told.items() if name not in _OF_THE_SHOWING}
    return rfc8785.dumps(kept) == rfc8785.dumps(dict(data))


def _lines(content: Content, showing: Showing) -> Iterator[str]:
    say, procedure = showing.say, content.journey.procedure
    there = showing.at.astimezone(JST)
    yield say(noted("署名する書類"))
    yield say(noted("{mayor}　あて", mayor=content.town.name))
    yield say(procedure.title)
    if under := content.under:
        yield say(
            noted("{proxy}さんが、{person}さんの代わりに署名します。", proxy=under.proxy, person=under.person)
        )
    yield f"{there:%Y-%m-%d %H:%M:%S} (JST)"
    for section in answer_sections(content.journey):
        which = f"（{say(section.which)}）" if section.which else ""
        yield f"\n■ {say(section.step.title)}{which}"
        for row in section.rows:
            yield f"{say(row.question.label)}： {row.text_for(showing.language) or '－'}"
    if content.attachments:
        files = noted("添付ファイル")
        yield f"\n■ {say(files)}"
    for file in content.attachments:
        yield f"{file['name']}  SHA-256 {file['sha256']}"
    number = noted("この書類の番号")
    yield f"\n{say(number)} {showing.nonce}"
