"""What arrives, for ever: a version of the answers, its hash, and what people look an application up by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.applications.hands import hand_of, noted_hands
from app.applications.indexing import index_for_search
from app.applications.models import Actor, Application, SubmittedVersion
from app.documents.proof.canonical import digest
from app.procedures.journey import Journey


@dataclass(frozen=True)
class Arrival:
    """`at`: when it reached the office, which for a paper was before `now`, when it is written down here.

    `has_gaps`: something is missing that will be asked for, and its fee is not known yet.
    """

    at: datetime
    by: Actor
    now: datetime
    has_gaps: bool = False


def keep_version(
    application: Application, number: int, journey: Journey, answers: dict[str, Any], arrival: Arrival
) -> SubmittedVersion:
    """The caller adds it to the session. The working copy becomes what arrived,
    and what was typed beside it is of no use any more."""
    by, now = arrival.by, arrival.now
    typed_by = noted_hands(application.typed_by, application.answers, answers, hand_of(by), now)
    application.answers, application.typed_by, application.saved_at = answers, typed_by, now
    application.unread = None
    index_for_search(application, journey)
    return SubmittedVersion(
        application=application,
        number=number,
        answers=answers,
        typed_by=typed_by,
        facts=application.facts,
        content_hash=content_hash(application, answers),
        purpose_of_use=journey.procedure.purpose_of_use.ja,
        submitted_at=arrival.at,
        actor_kind=by.kind,
        actor_id=by.id,
    )


def content_hash(application: Application, answers: Mapping[str, Any]) -> str:
    """SHA-256 over the answers in canonical JSON; the answers hold the hashes of the files."""
    what = {"procedure": application.procedure_key, "revision": str(application.revision_id)}
    return digest({**what, "answers": answers})
