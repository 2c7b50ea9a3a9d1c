"""An application begun: what the register knows is in it, and the trail says by whom, whatever the screen."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import auditing
from app.applications.drafts import start_draft
from app.applications.models import Actor, Application
from app.applications.prefilling import prefill_contact
from app.applications.previous import with_previous
from app.errors import Conflict
from app.language import Language
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.definition import Procedure
from app.procedures.queries import find_latest_revision


@dataclass(frozen=True)
class Beginning:
    """What is begun, by whom, and where. `facts` are the register's; `marks`: names for the trail beside them."""

    procedure: Procedure
    facts: Facts = field(repr=False)
    by: Actor
    language: Language = Language.JAPANESE
    channel: str = "web"
    marks: tuple[str, ...] = ()


def begin(session: Session, begun: Beginning, town: Municipality, *, now: datetime) -> Application:
    """Raises Conflict for what has never been published."""
    revision = find_latest_revision(session, begun.procedure.key)
    if revision is None:
        raise Conflict
    known = with_previous(session, begun.facts, begun.by)
    draft = start_draft(session, revision, known, town, by=begun.by, now=now)
    draft.language, draft.channel = begun.language, begun.channel
    prefill_contact(draft, begun.procedure, town, now)
    auditing.note(session, draft, "begin", begun.by, now=now, fields=(*known, *begun.marks))
    return draft
