"""I-45. A hundred thousand guesses at every secret there is, in fake time, against what the limiter really lets through.

Expected successes = guesses that were looked at x the odds of one. docs/decisions/0019 says the same in words.
"""

import random
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache

import pytest
from sqlalchemy.orm import Session

from app.applications import helping
from app.applications.drafts import RESUME_ALPHABET, RESUME_LETTERS
from app.applications.handover import to_counter, to_phone
from app.auth import attempts, second_factor, sent_codes
from app.auth.attempts import Try, try_of
from app.auth.authenticator import DIGITS, TOLERATED
from app.auth.limits import DAY, LIMITS, WINDOW, Failures, Limits, allows, limits_of
from app.auth.models import Scope
from app.counter import screens
from app.database import Database
from app.errors import TooMany
from app.mandates import codes
from tests.conftest import NOW

GUESSES = 100_000
ONE_IN = 10**9
QUARTER = timedelta(minutes=15)
SECRET = b"guessing"
HOME = "192.0.2.77"

ONE_WRITTEN_CODE = Fraction(1, len(second_factor.LETTERS) ** (second_factor.GROUPS * second_factor.GROUP))
TWO_CODES = Fraction(len(TOLERATED), (10**DIGITS) ** 2)
# Twenty thousand drafts and receipts that a guess may hit; and a telephone number of the town beside it.
ONE_RESUME_CODE = Fraction(20_000, len(RESUME_ALPHABET) ** RESUME_LETTERS) * Fraction(1, 1_000)
# Five hundred that wait for their proxies; that the name on the card has to fit is not even reckoned with.
ONE_MANDATE_CODE = Fraction(500, len(codes.ALPHABET) ** codes.LENGTH)
# A hundred people who were asked today; one date of birth in twenty thousand.
ONE_APPROVAL_CODE = Fraction(100, 10**sent_codes.DIGITS) * Fraction(1, 20_000)
# One's own newest alone counts. Who guesses there stands in `test_guessing_an_address`.
ONE_CONTACT_CODE = Fraction(1, 10**sent_codes.DIGITS)
# A hundred that were handed to telephones in the last five minutes, each with its date of birth.
ONE_WAY_HOME = Fraction(100, 10**to_phone.DIGITS) * Fraction(1, 20_000)
# Twenty people who show their six digits at the same moment.
ONE_AT_THE_COUNTER = Fraction(20, 10**to_counter.DIGITS)
# Ten people of one section who are on the telephone and have not been joined yet.
ONE_HELP_CODE = Fraction(10, 10**helping.DIGITS)
# Ten devices that are to become a screen in these five minutes, of a desk or of a visit.
ONE_SCREEN_CODE = Fraction(10, len(codes.ALPHABET) ** screens.LETTERS)
ODDS: dict[Scope, Fraction] = {
    Scope.STAFF_PASSWORD: ONE_WRITTEN_CODE,  # a first password; one's own is followed by STAFF_CODE
    Scope.STAFF_CODE: TWO_CODES,
    Scope.STAFF_RECOVERY: second_factor.RECOVERY_CODES * ONE_WRITTEN_CODE,
    Scope.RECEIPT: ONE_RESUME_CODE,
    Scope.MANDATE_CODE: ONE_MANDATE_CODE,
    Scope.MANDATE_APPROVAL: ONE_APPROVAL_CODE,
    Scope.HAND_OVER_BACK: ONE_WAY_HOME,
    Scope.CONTACT_CODE: ONE_CONTACT_CODE,
    Scope.HELP_CODE: ONE_HELP_CODE,
    Scope.SCREEN_CODE: ONE_SCREEN_CODE,
}
ALONE = [scope for scope in ODDS if scope is not Scope.CONTACT_CODE]
WITH_A_DAYS_BUDGET = {Scope.STAFF_CODE, Scope.HELP_CODE}
ADDRESSES = {"one address": 1, "a thousand addresses": 1_000, "a new address each time": GUESSES}
KEYS = {"one account": 1, "three hundred accounts": 300, "a new number each time": GUESSES}


@dataclass
class Book:
    """The table of failures, as fast as memory: `test_the_book_counts_like_the_table` holds it against the real one."""

    limits: Limits
    failures: deque[tuple[float, str, str]] = field(default_factory=deque)
    late: deque[tuple[float, str, str]] = field(default_factory=deque)
    soon: Counter[tuple[str, str]] = field(default_factory=Counter)
    day: Counter[tuple[str, str]] = field(default_factory=Counter)
    known: set[tuple[str, str]] = field(default_factory=set)

    def looks(self, at: float, key: str, address: str, *, fails: bool = True) -> bool:
        """Whether the secret is looked at."""
        self._forget(at)
        failed = Failures(
            self.soon[key, address],
            self.soon["", address],
            self.soon[key, ""],
            self.soon["", ""],
            self.day[key, ""],
            self.day["", ""],
        )
        if not allows(self.limits, failed, is_known=(key, address) in self.known):
            return False
        if fails:
            self.failures.append((at, key, address))
            self.late.append((at, key, address))
            self._count(self.soon, key, address, 1)
            self._count(self.day, key, address, 1)
        return True

    def _forget(self, at: float) -> None:
        for book, counts, memory in ((self.failures, self.soon, WINDOW), (self.late, self.day, DAY)):
            while book and book[0][0] <= at - memory.total_seconds():
                _, key, address = book.popleft()
                self._count(counts, key, address, -1)

    @staticmethod
    def _count(counts: Counter[tuple[str, str]], key: str, address: str, by: int) -> None:
        for each in ((key, address), ("", address), (key, ""), ("", "")):
            counts[each] += by


@cache
def attacked(limits: Limits, addresses: int, keys: int) -> tuple[int, Book]:
    """One guess a second. How many were looked at, and how the book stands after it."""
    book = Book(limits)
    looked = sum(book.looks(at, f"key {at % keys}", f"203.0.113.{at % addresses}") for at in range(GUESSES))
    return looked, book


def test_every_place_where_a_secret_can_be_guessed_is_reckoned_with() -> None:
    """Must catch: a new secret that nobody has worked out."""
    # The card counts for its PIN itself; six digits are typed by clerks alone (below); the others are no secrets.
    others = {Scope.PIN, Scope.HAND_OVER, Scope.HAND_OVER_OFFER, Scope.STAFF_PLACE}
    assert {*Scope} - others == ODDS.keys()


@pytest.mark.parametrize("scope", ALONE)
@pytest.mark.parametrize("addresses", ADDRESSES)
@pytest.mark.parametrize("keys", KEYS)
def test_a_hundred_thousand_guesses_find_nothing(scope: Scope, addresses: str, keys: str) -> None:
    """I-45. Must catch: a count left out, a window too short, a code too short, a fresh address with a try of its own."""
    looked, _ = attacked(limits_of(scope), ADDRESSES[addresses], KEYS[keys])
    assert looked > 0
    assert looked * ODDS[scope] < Fraction(1, ONE_IN), f"{looked} looks: {float(looked * ODDS[scope]):.1e}"


@pytest.mark.parametrize("scope", ALONE)
def test_the_rightful_person_comes_in_meanwhile_from_where_they_are_known(scope: Scope) -> None:
    """I-45. Must catch: a lock-out that anybody can bring upon anybody."""
    book = Book(limits_of(scope), known={("key 0", HOME)})
    for at in range(20_000):
        book.looks(at, "key 0", f"203.0.113.{at}")
        if at % 900 == 899:
            assert book.looks(at, "key 0", HOME, fails=False), at


@pytest.mark.parametrize("scope", [scope for scope in ALONE if scope not in WITH_A_DAYS_BUDGET])
def test_the_rightful_person_comes_in_a_quarter_of_an_hour_after_the_attack_from_anywhere(
    scope: Scope,
) -> None:
    """I-45. Those whom a day's budget shuts out have the codes on paper, which are a secret of their own, or are on the
    telephone anyway and have the answers read out.
    """
    _, book = attacked(limits_of(scope), GUESSES, 1)
    assert book.looks(GUESSES + QUARTER.total_seconds(), "key 0", "198.51.100.1", fails=False)


def test_the_budget_of_codes_is_no_budget_of_those_on_paper() -> None:
    assert Scope.STAFF_RECOVERY not in LIMITS
    (_, typed), paper = (
        attacked(limits_of(Scope.STAFF_CODE), GUESSES, 1),
        Book(limits_of(Scope.STAFF_RECOVERY)),
    )
    assert not typed.looks(GUESSES + 900, "key 0", "198.51.100.1", fails=False)
    assert paper.looks(GUESSES + 900, "key 0", "198.51.100.1", fails=False)


@pytest.mark.parametrize("clerks", [1, 8, 300])
def test_six_digits_at_the_counter_are_guessed_by_nobody_for_long(clerks: int) -> None:
    """docs/decisions/0023: far from a secret, so that clerks, who are known by name, have few tries. Must catch: a count
    of clerks or of the town left out.
    """
    looked, _ = attacked(limits_of(Scope.HAND_OVER), 1, clerks)
    days = Fraction(GUESSES, 24 * 3600) + 1
    assert 0 < looked <= days * min(clerks * 20, 100)
    assert looked * ONE_AT_THE_COUNTER < days * Fraction(1, 500 if clerks > 1 else 2_500)


def guesses(scope: Scope, count: int) -> Iterator[tuple[int, str, str]]:
    """Few keys and few addresses, so that every limit is met; minutes apart, so that windows pass."""
    drawn = random.Random(f"{scope}")
    at = 0
    for _ in range(count):
        at += drawn.choice((0, 1, 2, 5, 30, 400))
        yield at, f"key {drawn.randrange(3)}", f"203.0.113.{drawn.randrange(8)}"


@pytest.mark.parametrize("scope", [Scope.STAFF_CODE, Scope.RECEIPT, Scope.HELP_CODE])
def test_the_book_counts_like_the_table(either_database: Database, scope: Scope) -> None:
    """Must catch: a simulation that proves something of itself only."""
    book = Book(limits_of(scope), known={("key 1", "203.0.113.1")})
    with either_database.write() as session:
        attempts.remember_place(session, try_of(SECRET, scope, "key 1", "203.0.113.1"), now=NOW)
        for at, key, address in guesses(scope, 800):
            looked = guessed(session, scope, at, key, address)
            assert looked is book.looks(at, key, address), (at, key, address)


def looks(session: Session, tried: Try, now: datetime) -> bool:
    try:
        attempts.check_allowed(session, tried, now=now)
    except TooMany:
        return False
    return True


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("scope", [Scope.STAFF_CODE, Scope.RECEIPT])
def test_a_hundred_thousand_guesses_at_the_table_itself(database: Database, scope: Scope) -> None:
    """Two minutes each; the same rule on PostgreSQL is held by `test_the_book_counts_like_the_table`."""
    with database.write() as session:
        looked = sum(guessed(session, scope, at, "key 0", f"203.0.113.{at}") for at in range(GUESSES))
    assert looked == attacked(limits_of(scope), GUESSES, 1)[0]
    assert looked * ODDS[scope] < Fraction(1, ONE_IN)


def guessed(session: Session, scope: Scope, at: int, key: str, address: str) -> bool:
    """Whether it was looked at; and then it has failed."""
    tried, now = try_of(SECRET, scope, key, address), NOW + timedelta(seconds=at)
    looked = looks(session, tried, now)
    if looked:
        attempts.record_failure(session, tried, now=now)
    return looked
