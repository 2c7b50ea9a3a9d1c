"""A rehearsal register: invented people from a file, and an outage at the turn of a switch."""

from datetime import date
from pathlib import Path

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.errors import SandboxInProduction
from app.health import Health
from app.prefill.facts import DID_NOT_ANSWER, Facts
from app.prefill.household import Household
from app.prefill.matching import person_in
from app.prefill.register_facts import facts_in, household_in, person_named
from app.prefill.register_file import RegisterFile, read_register
from app.prefill.seeking import people_in
from app.prefill.sought import Hits, Sought


class SandboxRegister:
    """A PrefillSource over demo/households.yaml. `is_down` may be set at any time to rehearse an outage.

    Raises SandboxInProduction, and RegisterFileError when the file can't be used.
    """

    def __init__(self, path: Path, *, production: bool = False) -> None:
        if production:
            raise SandboxInProduction("the sandbox register holds invented people only")
        self._register = read_register(path)
        self.is_down = False

    def replace(self, register: RegisterFile) -> None:
        """As the nightly copy does, while others ask: whoever has begun to read goes on in the old one."""
        self._register = register

    def facts_about(self, person_key: str) -> Facts:
        return DID_NOT_ANSWER if self.is_down else facts_in(self._register, person_key)

    def household_of(self, person_key: str) -> Household | None:
        return None if self.is_down else household_in(self._register, person_key)

    def match_person(self, told: BasicFour) -> Finding:
        return NOT_KNOWN if self.is_down else person_in(self._register, told)

    def find_person(self, full_name: str, date_of_birth: date) -> str | None:
        return None if self.is_down else person_named(self._register, full_name, date_of_birth)

    def seek_people(self, sought: Sought) -> Hits:
        return Hits(unavailable=True) if self.is_down else people_in(self._register, sought)

    def health(self) -> Health:
        if self.is_down:
            return Health(ok=False, detail="練習用の住民記録を止めています。")
        count = len(self._register.households)
        return Health(ok=True, detail=f"練習用の住民記録({count}世帯)が答えています。")
