"""Any source → one that answers in time and raises nothing."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.health import Health
from app.prefill.facts import DID_NOT_ANSWER, Facts
from app.prefill.household import Household
from app.prefill.sought import Hits, Sought
from app.prefill.source import PrefillSource

Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)


class InTime:
    """A PrefillSource around another; a source that hangs holds one of eight threads, never a request.

    `seconds` is the longest a resident waits before they simply write it themselves.
    """

    def __init__(self, source: PrefillSource, seconds: float = 2.0) -> None:
        self._source = source
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="prefill")

    def facts_about(self, person_key: str) -> Facts:
        return self._ask(lambda: self._source.facts_about(person_key), DID_NOT_ANSWER)

    def household_of(self, person_key: str) -> Household | None:
        return self._ask(lambda: self._source.household_of(person_key), None)

    def match_person(self, told: BasicFour) -> Finding:
        return self._ask(lambda: self._source.match_person(told), NOT_KNOWN)

    def find_person(self, full_name: str, date_of_birth: date) -> str | None:
        return self._ask(lambda: self._source.find_person(full_name, date_of_birth), None)

    def seek_people(self, sought: Sought) -> Hits:
        return self._ask(lambda: self._source.seek_people(sought), Hits(unavailable=True))

    def health(self) -> Health:
        return self._ask(self._source.health, Health(ok=False, detail="住民記録の照会に失敗しています。"))

    def _ask(self, question: Callable[[], Answer], otherwise: Answer) -> Answer:
        asked = self._threads.submit(question)
        try:
            return asked.result(self._seconds)
        except Exception as cause:  # whatever a register throws, the resident goes on
            asked.cancel()
            # The kind of failure only: its message may carry the person who was asked about.
            logger.warning("prefill source failed: %s", type(cause).__name__)
            return otherwise
