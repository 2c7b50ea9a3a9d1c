"""What is filed: a journey with its answers and files, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.signing.by_hand import SignedByHand
from app.applications.signing.document import Content
from app.applications.signing.keeping import Signed
from app.applications.signing.queries import find_under
from app.errors import Invalid
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.procedures.journey import Journey
from app.procedures.questions.base import FieldError
from app.procedures.questions.photos import PhotosQuestion

Attached = Mapping[str, Any]


class Incomplete(Invalid):
    """`errors` name the boxes; nothing was written."""

    message = "まだ答えていないところがあります。"

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class Submission:
    """What a verb needs beside the application: its journey, its files and the town's rules.

    `signed`: what was signed of it, verified; only where a signature is due. `channel`: by which way it is handed in,
    whatever way it was begun. `by_hand`: as it was signed at the counter.
    """

    journey: Journey
    attached: Attached
    town: Municipality
    signed: Signed | None = None
    channel: Channel = Channel.WEB
    by_hand: SignedByHand | None = None

    def answers(self) -> dict[str, Any]:
        """With the files that are there now, whatever was there when their page was left."""
        found = dict(self.journey.answers)
        for question in (each for step in self.journey.all_steps for each in step.questions):
            if isinstance(question, PhotosQuestion) and self.journey.is_asked(question):
                files = [dict(file) for file in self.attached.get(question.key, ())]
                if files or question.key in found:
                    found[question.key] = files or None
        return found


def content_of(session: Session, application: Application, what: Submission) -> Content:
    """All that would arrive, as it is signed where it is signed."""
    whole = replace(what.journey, only=None, later=False)
    return Content(application, whole, what.answers(), what.town, find_under(session, application))
