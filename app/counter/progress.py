"""How far a visit is, from all that is known of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.counter import noting
from app.counter.conversation import Conversation
from app.counter.reading import Reading
from app.counter.stages import Progress, Stage, stage_of


def progress_in(talk: Conversation) -> Progress:
    visit = talk.visit
    is_sent = not talk.pending
    return Progress(
        is_identified=visit.identified_by is not None,
        is_confirmed=visit.confirmed_at is not None,
        is_chosen=bool(talk.pending or talk.arrived),
        is_asked=is_sent or (talk.is_asked and (visit.papers_at is not None or not has_papers(talk))),
        is_read=is_sent or Reading(talk).is_done,
        is_signed=is_sent,
        is_paid=not talk.owes,
    )


def has_papers(talk: Conversation) -> bool:
    """Whether any photo would be asked for at home: here staff look at the paper."""
    active = (key for key in talk.interview.active if key not in talk.interview.stopped)
    return any(talk.interview.papers(key) for key in active)


def stage_in(talk: Conversation) -> Stage:
    return stage_of(progress_in(talk))


def note_stage(session: Session, talk: Conversation, now: datetime) -> Stage:
    """Its seconds are counted from here."""
    stage = stage_in(talk)
    noting.keep_time(session, talk.visit, now, stage)
    return stage
