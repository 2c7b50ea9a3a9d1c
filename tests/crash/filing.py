"""One application on its way to the town, and what the database says of it."""

import httpx

from tests.crash.town import Town
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

    def send(self) -> str | None:
        """The 受付番号 that the answer names, None where no answer came."""
        try:
            answer = self.resident.client.post(self._action, data=self._fields, follow_redirects=False)
        except httpx.TransportError:
            return None
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"]).split("/")[2].partition("?")[0]

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
        mine = self._action.split("/apply/")[1].partition("/")[0].replace("-", "")
        where = f"replace(CAST({key} AS TEXT), '-', '') = '{mine}'"
        return self.town.values(f"SELECT {column} FROM {table} WHERE {where}")
