"""All that was told, read and signed at the desk arrives: each by itself, in one transaction, under one visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.accepting import NotAccepted, NotForThem
from app.applications.assurance import MoreAssuranceNeeded
from app.applications.filing import Attached, Incomplete, Submission
from app.applications.matters import AlreadyFiled
from app.applications.models import Application
from app.applications.seen_papers import keys_seen
from app.applications.signing.by_hand import ByHand, SignedByHand
from app.applications.signing.needed import SignatureMissing
from app.applications.submission import submit
from app.applications.versions import content_hash
from app.auth.signing import NotSigned
from app.counter import noting
from app.counter.accounts import is_about_money, needs_second
from app.counter.conversation import Conversation
from app.counter.models import Refusal, VisitCase
from app.counter.reading import Reading
from app.documents.proof.keys import Signer
from app.errors import Conflict
from app.municipality.offering import Channel
from app.procedures.slots import with_answers

REFUSALS: dict[type[Exception], Refusal] = {
    NotAccepted: Refusal.CLOSED,
    NotForThem: Refusal.STOPPED,
    AlreadyFiled: Refusal.FILED,
    MoreAssuranceNeeded: Refusal.UNSURE,
    Incomplete: Refusal.INCOMPLETE,
    SignatureMissing: Refusal.UNSIGNED,
    NotSigned: Refusal.UNSIGNED,
}


@dataclass(frozen=True)
class Signing:
    """`drawing`: the strokes, or the name that was typed. `signer`: the town's own key."""

    how: ByHand
    drawing: str = field(repr=False)
    signer: Signer = field(repr=False)


@dataclass(frozen=True)
class Missing:
    """What has to be done before anybody signs."""

    asked: bool
    read: bool
    again: bool
    second: bool

    @property
    def is_nothing(self) -> bool:
        return not (self.asked or self.read or self.again or self.second)


def missing_for(talk: Conversation) -> Missing:
    """Identity at the end is asked for money; by a second member of staff where it goes to somebody else."""
    return Missing(
        asked=not talk.is_asked,
        read=not Reading(talk).is_done,
        again=is_about_money(talk) and talk.visit.confirmed_again_at is None,
        second=needs_second(talk) and talk.visit.second_at is None,
    )


def send_all(
    session: Session,
    talk: Conversation,
    signing: Signing,
    files: Mapping[UUID, Attached],
    by: noting.By,
    now: datetime,
) -> None:
    """A second tap finds nothing left to send. Raises Conflict while something is missing."""
    if not talk.pending:
        return
    if not missing_for(talk).is_nothing:
        raise Conflict
    filed = {key: _submission(talk, key, files.get(key, {})) for key in talk.pending}
    signed = _signed(talk, filed, signing)
    for key, what in filed.items():
        entry, application = talk.cases[key]
        _send(session, entry, application, _with(what, signed), talk, now)
    noting.note(session, talk.visit, "visit_send", by, now)


def _submission(talk: Conversation, key: UUID, attached: Attached) -> Submission:
    """A paper that was seen and not copied has an answer without files."""
    journey, application = talk.interview.journeys[key], talk.pending[key]
    seen = keys_seen(application, journey.procedure) - attached.keys()
    whole = with_answers(journey, {**journey.given, **dict.fromkeys(seen)})
    return Submission(whole, attached, talk.town, channel=Channel.COUNTER)


def _signed(talk: Conversation, filed: Mapping[UUID, Submission], signing: Signing) -> SignedByHand:
    visit = talk.visit
    return SignedByHand(
        how=signing.how,
        drawing=signing.drawing,
        covers={str(key): content_hash(talk.pending[key], what.answers()) for key, what in filed.items()},
        visit_number=visit.number,
        identified_by=visit.identified_by or "",
        papers=tuple(visit.papers),
        signer=signing.signer,
    )


def _with(what: Submission, signed: SignedByHand) -> Submission:
    return Submission(what.journey, what.attached, what.town, channel=what.channel, by_hand=signed)


def _send(
    session: Session,
    entry: VisitCase,
    application: Application,
    what: Submission,
    talk: Conversation,
    now: datetime,
) -> None:
    """What cannot be sent stays as it was, and stands in nobody's way."""
    try:
        with session.begin_nested():
            submit(session, application, what, by=talk.visit.actor, now=now)
    except tuple(REFUSALS) as refused:
        entry.refused = REFUSALS[type(refused)]
        session.flush()
