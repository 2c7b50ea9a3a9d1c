"""One photo on its way to a case that has arrived."""

import hashlib
import random

import httpx

from tests.crash.town import Town
from tests.people import Resident
from tests.scenarios import disaster


class Photographing:
    """Ready at the button; `send` presses it, as often as one likes."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.resident = Resident(town.url)
        disaster.arrive(self.resident, f"090-{random.randrange(10_000):04}-7777")
        disaster.tell_of_damage(self.resident)
        self._content = disaster.photo(random.randrange(256), random.randrange(64, 400))
        self.sha256 = hashlib.sha256(self._content).hexdigest()
        form = self.resident.form("次へ")
        self._action, self._fields = form.action, self.resident.fields_of(form)
        self.application = self._action.split("/apply/")[1].partition("/")[0]

    def send(self) -> int | None:
        """The status of the answer, None where none came."""
        self.answer: httpx.Response | None = None
        files = [("photos", ("外観.jpg", self._content))]
        try:
            self.answer = self.resident.client.post(
                self._action, data=self._fields, files=files, follow_redirects=False
            )
        except httpx.TransportError:
            return None
        return self.answer.status_code

    @property
    def rows(self) -> list[object]:
        return self.town.values(f"SELECT copy_key FROM stored_file WHERE sha256 = '{self.sha256}'")

    @property
    def on_disk(self) -> set[str]:
        """Everything no row knows, half files included."""
        known = set(self.town.values("SELECT copy_key FROM stored_file"))
        known |= set(self.town.values("SELECT thumbnail_key FROM stored_file"))
        found = {path.stem for path in (self.town.folder / "files").rglob("*") if path.is_file()}
        return found - {str(key) for key in known}
