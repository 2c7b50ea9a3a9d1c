"""The door to what the town already knows."""

from datetime import date
from typing import Protocol

from app.auth.sign_in import BasicFour, Finding
from app.health import Health
from app.prefill.facts import Facts
from app.prefill.household import Household
from app.prefill.sought import Hits, Sought


class PrefillSource(Protocol):
    """A register that can be asked about one person (事前入力元).

    Asking never stops a resident: every question is answered within two seconds, and nothing is raised.
    """

    def facts_about(self, person_key: str) -> Facts:
        """Empty for a stranger; empty and `unavailable` when the source fails or is too slow.

        All of it is read from one state of the register, whatever replaces it meanwhile; `version` says which.
        Addresses, contacts and household of a person under protection are never in it, nor is the address of
        such a person in anybody else's facts.
        """
        ...

    def household_of(self, person_key: str) -> Household | None:
        """The household as this person may see it (`visible_members`); None when unknown or unavailable."""
        ...

    def match_person(self, told: BasicFour) -> Finding:
        """The one living resident whom all four fit; ask only with what a verified card has told.

        Not settled where less than all four is told, or where the source fails. Two who fit are nobody.
        """
        ...

    def find_person(self, full_name: str, date_of_birth: date) -> str | None:
        """For staff who have the person or a paper before them; None unless exactly one person fits, or in silence.

        Names are compared folded (`app.japan.names`).
        """
        ...

    def seek_people(self, sought: Sought) -> Hits:
        """For staff who have the person before them: who may be meant, nine at most."""
        ...

    def health(self) -> Health: ...
