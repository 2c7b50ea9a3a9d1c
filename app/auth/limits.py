"""How often a secret may be tried, as pure rules: numbers of failures in, yes or no out.

Strangers to a key share what is left for it; a place that told it rightly before has tries of its own. So
guessing from a million places is as slow as from one, and nobody shuts the rightful person out.
"""

from dataclasses import dataclass
from datetime import timedelta

from app.auth.models import Scope

WINDOW = timedelta(minutes=15)
DAY = timedelta(hours=24)
NEVER = 10**9


@dataclass(frozen=True)
class Limits:
    """Failures within fifteen minutes, and within a day, from which on a try is refused.

    `key` and `scope` are what strangers do together. `scope_is_final`: once they have done it, they all wait;
    otherwise a place that has not failed yet still has its one try.
    """

    key_and_address: int = 5
    address: int = 30
    key: int = 20
    scope: int = 1000
    key_in_a_day: int = NEVER
    scope_in_a_day: int = NEVER
    scope_is_final: bool = False

    @property
    def memory(self) -> timedelta:
        """How long a failure counts."""
        return DAY if self.key_in_a_day < NEVER else WINDOW


@dataclass(frozen=True)
class Failures:
    """Counted at one moment, for one key tried from one address."""

    key_and_address: int = 0
    address: int = 0
    key: int = 0
    scope: int = 0
    key_in_a_day: int = 0
    scope_in_a_day: int = 0


DEFAULT = Limits()
# Twice six digits from a browser nobody knows: whoever guesses has the password already. docs/decisions/0019.
SHORT_CODE = Limits(address=15, key=5, scope=30, key_in_a_day=10, scope_in_a_day=100, scope_is_final=True)
# Six digits that are somebody's for five minutes, typed by a clerk who is signed in: the key is the clerk.
# Clerks share the address of the office. docs/decisions/0023.
COUNTER_CODE = Limits(
    key_and_address=5, key=5, scope=30, key_in_a_day=20, scope_in_a_day=100, scope_is_final=True
)
# 56 random bits that hold for five minutes; a whole town hall mistypes from one address.
SCREEN_CODE = Limits(key_and_address=30, address=30, key=300, scope=300)
# Whoever guesses at the code of somebody on the telephone is a clerk, and clerks are few. docs/decisions/0025.
HELP_CODE = Limits(address=15, key=5, scope=15, key_in_a_day=10, scope_in_a_day=30, scope_is_final=True)
LIMITS: dict[Scope, Limits] = {
    Scope.STAFF_CODE: SHORT_CODE,
    Scope.HAND_OVER: COUNTER_CODE,
    Scope.SCREEN_CODE: SCREEN_CODE,
    Scope.HELP_CODE: HELP_CODE,
}


def limits_of(scope: Scope) -> Limits:
    return LIMITS.get(scope, DEFAULT)


def allows(limits: Limits, failed: Failures, *, is_known: bool) -> bool:
    if failed.key_and_address >= limits.key_and_address or failed.address >= limits.address:
        return False
    return is_known or _is_left_for_strangers(limits, failed)


def _is_left_for_strangers(limits: Limits, failed: Failures) -> bool:
    if failed.key >= limits.key or failed.key_in_a_day >= limits.key_in_a_day:
        return False
    if failed.scope < limits.scope and failed.scope_in_a_day < limits.scope_in_a_day:
        return True
    return not limits.scope_is_final and failed.address == 0
