"""筆談: typed lines that stand on both screens, for whoever does not hear or speaks another language.

Kept while the person is in front and no longer; never translated by a machine.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.counter import noting, queries
from app.counter.models import CounterVisit, Speaker, VisitLine
from app.errors import Conflict

LONGEST = 300
MOST_LINES = 200


class TooManyLines(Conflict):
    message = "ここまでの文字が多すぎます。「文字を消す」を押すと、続けられます。"


def say(session: Session, visit: CounterVisit, said: dict[str, str], *, by: noting.By, now: datetime) -> None:
    """`said` is {"text": …} or {"phrase": key}. Opens the panel on both screens. Raises TooManyLines."""
    if len(queries.list_lines(session, visit.id)) >= MOST_LINES:
        raise TooManyLines
    speaker = Speaker.STAFF if by[0] == "staff" else Speaker.PERSON
    session.add(VisitLine(visit_id=visit.id, speaker=speaker, said=said, at=now))
    visit.is_talking = True
    noting.note(session, visit, "visit_say", by, now)


def show(session: Session, visit: CounterVisit, *, is_shown: bool, by: noting.By, now: datetime) -> None:
    """The panel on the person's screen, before anybody has said anything, or back to what is being done."""
    if visit.is_talking is not is_shown:
        visit.is_talking = is_shown
        noting.note(session, visit, "visit_talk" if is_shown else "visit_stop_talking", by, now)


def wipe(session: Session, visit: CounterVisit, *, by: noting.By, now: datetime) -> None:
    """Because the person asks for it."""
    forget(session, visit)
    noting.note(session, visit, "visit_wipe_lines", by, now)


def forget(session: Session, visit: CounterVisit) -> None:
    visit.is_talking = False
    queries.delete_lines(session, visit.id)
