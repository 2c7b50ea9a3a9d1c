"""The door to what the town already knows."""

from typing import Protocol

from app.health import Health
from app.prefill.facts import Facts
from app.prefill.household import Household


class PrefillSource(Protocol):
    """A register that can be asked about one person (事前入力元).

    Asking never stops a resident: both questions answer within two seconds and raise nothing.
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

    def health(self) -> Health: ...
