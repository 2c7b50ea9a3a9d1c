"""The town as it is now, and as it was at any moment, for everybody in this process."""

import threading
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.clock import japan_date
from app.database import Database
from app.municipality.effective import ConfirmedValue, misfits_in, town_on
from app.municipality.town import Municipality
from app.parameters.queries import count_confirmed, list_confirmed

Rows = tuple[ConfirmedValue, ...]


class TownBook:
    """`file_town` with what was confirmed on top. Asks the database the first time; afterwards only `look` does.

    A page costs no statement: whoever runs the process calls `look` every few seconds for what others confirmed.
    """

    def __init__(self, database: Database, file_town: Municipality, clock: Callable[[], datetime]) -> None:
        self.file_town = file_town
        self._database, self._clock = database, clock
        self._lock = threading.Lock()
        self._rows: Rows | None = None
        self._known: tuple[Rows, date, Municipality] | None = None

    def now(self) -> Municipality:
        """Changes with midnight in Japan, and with what two people confirm."""
        rows, today = self._confirmed(), japan_date(self._clock())
        known = self._known
        if known is None or known[0] is not rows or known[1] != today:
            known = (rows, today, town_on(today, self.file_town, rows))
            self._known = known
        return known[2]

    def at(self, moment: datetime) -> Municipality:
        """As it was then: what was confirmed later does not reach back, whatever day it holds from."""
        rows = [row for row in self._confirmed() if row.confirmed_at <= moment]
        return town_on(japan_date(moment), self.file_town, rows)

    def misfits(self) -> tuple[str, ...]:
        """Names of what was confirmed and that the file takes no longer, which is not used."""
        return misfits_in(self.file_town, self._confirmed())

    def look(self) -> None:
        """One cheap statement, and a second one where somebody confirmed something meanwhile."""
        if self._rows is None:
            return
        with self._database.read() as session:
            if count_confirmed(session) != len(self._rows):
                self._rows = list_confirmed(session)

    def forget_after(self, session: Session) -> None:
        """Once that transaction is through, this process sees what it wrote at once."""
        event.listen(session, "after_commit", self._forget, once=True)

    def _forget(self, _session: Session) -> None:
        self._rows = None

    def _confirmed(self) -> Rows:
        rows = self._rows
        if rows is None:
            with self._lock, self._database.read() as session:
                rows = self._rows = list_confirmed(session)
        return rows
