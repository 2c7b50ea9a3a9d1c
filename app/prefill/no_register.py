"""For a town whose register is not connected: nothing is known of anybody, and that is said."""

from datetime import date

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.health import Health
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.prefill.household import Household
from app.prefill.sought import Hits, Sought


class NoRegister:
    """A PrefillSource. That it finds nobody settles nothing: it has not looked."""

    def facts_about(self, person_key: str) -> Facts:
        return NOTHING_KNOWN

    def household_of(self, person_key: str) -> Household | None:
        return None

    def match_person(self, told: BasicFour) -> Finding:
        return NOT_KNOWN

    def find_person(self, full_name: str, date_of_birth: date) -> str | None:
        return None

    def seek_people(self, sought: Sought) -> Hits:
        return Hits(unavailable=True)

    def health(self) -> Health:
        return Health(ok=True, detail="住民記録にはつないでいません。どの人も、自分で入力します。")
