"""One application on its way to the town, and what the database says of it."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.crash.town import NUMBER, Town
from tests.people import Resident
from tests.scenarios import certificate


class Filing:
    """Filled in up to the button; `send` is a tap on it, as often as one likes."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.resident = Resident(town.url)
        certificate.reach_check(self.resident)
        form = self.resident.form("この内容で申請する")
        self._action = form.action
        self._fields = {**self.resident.fields_of(form), "consent_truth": ["yes"]}
        self.application = self._action.split("/apply/")[1].partition("/")[0]
        self.answer: httpx.Response | None = None

    def send(self, *allowed: int) -> str | None:
        """The 受付番号 that the answer names, None where no answer came, or one of those `allowed`."""
        self.answer = None
        try:
            self.answer = self.resident.client.post(self._action, data=self._fields, follow_redirects=False)
        except httpx.TransportError:
            return None
        if self.answer.status_code in allowed:
            return None
        assert self.answer.status_code == 303, self.answer.text
        return str(self.answer.headers["location"]).split("/")[2].partition("?")[0]

    def send_at_once(self, times: int) -> list[tuple[int, str]]:
        """Status and 受付番号 of each of so many taps at the same moment."""
        client = self.resident.client

        def tap(_: int) -> tuple[int, str]:
            answer = client.post(self._action, data=self._fields, follow_redirects=False)
            found = NUMBER.search(answer.headers.get("location", ""))
            return answer.status_code, found[0] if found else ""

        with ThreadPoolExecutor(times) as taps:
            return list(taps.map(tap, range(times)))

    @property
    def numbers(self) -> list[object]:
        """One None while it has not arrived."""
        return self._values("reference_number", "application", "id")

    @property
    def notices(self) -> list[object]:
        return self._values("state", "notices", "subject_id")

    def has_arrived_once(self, number: str) -> bool:
        actions = self._values("action", "history_entry", "application_id")
        versions = self._values("number", "submitted_version", "application_id")
        payments = self._values("reference_number", "payment", "subject_id")
        return (self.numbers, actions, versions, payments) == ([number], ["submit"], [1], [number])

    def _values(self, column: str, table: str, key: str) -> list[object]:
        # The two databases store ids with and without hyphens.
        mine = self.application.replace("-", "")
        where = f"replace(CAST({key} AS TEXT), '-', '') = '{mine}'"
        return self.town.values(f"SELECT {column} FROM {table} WHERE {where}")
