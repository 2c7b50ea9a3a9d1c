"""A paper is entered page by page and filed as it is: what came has arrived, also with gaps (行政手続法7条).

Its day of arrival is the day on which it reached the office, whenever somebody has the time to type it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications import auditing, drafts, matters
from app.applications.arriving import PAPER, arrive, arrive_again
from app.applications.assurance import needed_for
from app.applications.filing import Submission
from app.applications.identity import await_papers
from app.applications.lifecycle import NotPossibleNow, State
from app.applications.models import Actor, ActorKind, Application
from app.applications.officers import actor_of
from app.applications.paper.gaps import questions_with_gaps
from app.applications.paper.models import PaperIntake
from app.applications.paper.queries import find_open
from app.applications.versions import Arrival
from app.auth.identity import Assurance, StaffMember
from app.auth.permissions import Action, may
from app.clock import JST, japan_date
from app.database import new_id
from app.errors import Conflict, Forbidden, Invalid
from app.files.intake import discard_all
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.models import ProcedureRevision

# A slip of the year or the month is caught; a paper that lay for a while is not.
LONGEST_AGO = timedelta(days=180)
AFTER_ASKING = frozenset({State.CORRECTION_REQUESTED})
ENTERED_IN = AFTER_ASKING | {State.DRAFT}


class NotThatDay(Invalid):
    message = "届いた日は、今日までの半年のあいだの日にしてください。"


class BeforeItWasAsked(Invalid):
    message = "届いた日は、補正をお願いした日か、そのあとの日にしてください。"


class BeingEntered(Conflict):
    message = "この申請の紙は、いま入力しているところです。"


@dataclass(frozen=True)
class Entering:
    """Who types it, for which town, and when."""

    town: Municipality
    by: StaffMember
    now: datetime

    @property
    def actor(self) -> Actor:
        return actor_of(self.by)

    def require(self, procedure_key: str) -> None:
        """Raises Forbidden for a procedure of another section."""
        if not may(self.by, Action.ENTER_PAPER, self.town.offering_of(procedure_key).section):
            raise Forbidden


def begin(
    session: Session, revision: ProcedureRevision, facts: Facts, came_on: date, entering: Entering
) -> Application:
    """For whoever sent it: a guest, as long as nobody shows a card. Raises Forbidden, NotThatDay."""
    entering.require(revision.procedure_key)
    owner = Actor(ActorKind.GUEST, new_id())
    draft = drafts.start_draft(session, revision, facts, entering.town, by=owner, now=entering.now)
    draft.channel = PAPER
    take_up(session, draft, came_on, entering)
    return draft


def take_up(session: Session, application: Application, came_on: date, entering: Entering) -> PaperIntake:
    """Of a draft that was printed, or of a case whose correction is answered. Nothing of it expires any more.

    Raises Forbidden, NotPossibleNow, BeingEntered, NotThatDay, BeforeItWasAsked.
    """
    entering.require(application.procedure_key)
    if application.state not in ENTERED_IN:
        raise NotPossibleNow
    if find_open(session, application.id) is not None:
        raise BeingEntered
    _require_day(application, came_on, japan_date(entering.now))
    application.expires_at = application.expiry_notice_at = None
    intake = PaperIntake(
        application_id=application.id, came_on=came_on, begun_by=entering.by.id, begun_at=entering.now
    )
    try:
        with session.begin_nested():
            session.add(intake)
    except IntegrityError as other:
        raise BeingEntered from other
    auditing.note(session, application, "take_up_paper", entering.actor, now=entering.now)
    return intake


def _require_day(application: Application, came_on: date, today: date) -> None:
    if not today - LONGEST_AGO <= came_on <= today:
        raise NotThatDay
    asked = application.corrections[-1].requested_at if application.state in AFTER_ASKING else None
    if asked and came_on < japan_date(asked):
        raise BeforeItWasAsked


def give_up(session: Session, application: Application, intake: PaperIntake, entering: Entering) -> None:
    """What staff have begun goes; what was somebody's draft or case before stays theirs."""
    entering.require(application.procedure_key)
    discard_all(session, intake.id)
    session.delete(intake)
    auditing.note(session, application, "give_up_paper", entering.actor, now=entering.now)
    session.flush()
    if application.channel == PAPER and application.state is State.DRAFT:
        drafts.discard(session, application)
    elif application.state is State.DRAFT:
        drafts.keep_for_a_while(application, entering.town, now=entering.now)


def file_paper(
    session: Session, application: Application, intake: PaperIntake, what: Submission, entering: Entering
) -> tuple[str, ...]:
    """Keys of the questions that have gaps. Raises Forbidden, NotPossibleNow, AlreadyFiled.

    No closed period and no stop holds it up: it has reached the office, and is decided there.
    """
    entering.require(application.procedure_key)
    if application.state not in ENTERED_IN or intake.finished_at is not None:
        raise NotPossibleNow
    gaps = questions_with_gaps(what)
    arrival = Arrival(came_at(intake.came_on), entering.actor, entering.now, has_gaps=bool(gaps))
    if application.state is State.DRAFT:
        matters.claim(session, application, what.journey)
        application.channel = PAPER
        arrive(session, application, what, arrival)
        if needed_for(what.journey.procedure, what.town) >= Assurance.AUTHENTICATED:
            await_papers(session, application)
    else:
        arrive_again(session, application, what, arrival)
    intake.finished_at = entering.now
    session.flush()
    intake.version_number = max(each.number for each in application.versions)
    return gaps


def came_at(day: date) -> datetime:
    """The hour is not known: the first moment of the day stands for it."""
    return datetime.combine(day, time(), JST)
