"""I-45. A hundred thousand seconds of somebody who wants an address that another person reads, in fake time.

Codes are sent there as often as the service does it, and each is guessed at as often as it bears, by one guest or by
many. Expected successes = guesses that met a code which lived x the odds of one. docs/decisions/0019 says it in words.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from sqlalchemy.orm import Session

from app.auth import contact_codes
from app.auth.contact_codes import LASTS, MOST_AT_ALL, MOST_BY_ONE, MOST_TO_ONE, TRIES, Asked
from app.auth.contact_models import ContactKind
from app.auth.limits import WINDOW, limits_of
from app.auth.models import Scope
from app.database import Database, new_id
from app.errors import TooMany
from tests.auth.test_guessing import ADDRESSES, GUESSES, HOME, KEYS, ODDS, ONE_IN, QUARTER, SECRET, Book
from tests.conftest import NOW

VICTIM = "victim@mail.example"
WRONG = "0000-0000-0000"


@dataclass
class Sent:
    at: float
    to: str
    by: str
    tries: int = 0


@dataclass
class Post:
    """Codes that were sent, as fast as memory: `test_the_post_is_as_the_table` holds it against the real one."""

    book: Book = field(default_factory=lambda: Book(limits_of(Scope.CONTACT_CODE)))
    sent: list[Sent] = field(default_factory=list)

    def sends(self, at: float, by: str, address: str, to: str = VICTIM) -> bool:
        if not self.book.looks(at, f"to {to}", address, fails=False):
            return False
        self.sent = [each for each in self.sent if each.at > at - WINDOW.total_seconds()]
        if sum(each.by == by for each in self.sent) >= MOST_BY_ONE:
            return False
        full = sum(each.to == to for each in self.sent) >= MOST_TO_ONE or len(self.sent) >= MOST_AT_ALL
        if full and (f"to {to}", address) not in self.book.known:
            return False
        self.sent.append(Sent(at, to, by))
        return self.book.looks(at, f"to {to}", address)

    def guesses(self, at: float, by: str, address: str, *, fails: bool = True) -> bool:
        """Whether a code was looked at that would have opened."""
        if not self.book.looks(at, f"by {by}", address, fails=fails):
            return False
        newest = next((each for each in reversed(self.sent) if each.by == by), None)
        if newest is None:
            return False
        lives = newest.tries < TRIES and newest.at > at - LASTS.total_seconds()
        newest.tries += fails
        return lives

    def waiting_at(self, at: float) -> str | None:
        """Whose code can still be guessed at."""
        living = (each for each in self.sent if each.tries < TRIES and each.at > at - LASTS.total_seconds())
        return next((each.by for each in living), None)


@cache
def attacked(addresses: int, guests: int) -> tuple[int, Post]:
    """One deed a second: a guess where one can be made, else another code. How many guesses met one that lived."""
    post, met = Post(), 0
    for at in range(GUESSES):
        address, by = f"203.0.113.{at % addresses}", post.waiting_at(at)
        if by is None:
            post.sends(at, f"guest {at % guests}", address)
        else:
            met += post.guesses(at, by, address)
    return met, post


@pytest.mark.parametrize("addresses", ADDRESSES)
@pytest.mark.parametrize("guests", KEYS)
def test_nobody_proves_an_address_that_another_person_reads(addresses: str, guests: str) -> None:
    """I-45d. Must catch: a code too short; one that bears more tries; more codes to one address; tries without an end."""
    met, _ = attacked(ADDRESSES[addresses], KEYS[guests])
    assert met > 0
    assert met * ODDS[Scope.CONTACT_CODE] < Fraction(1, ONE_IN)


def flooded(to: str) -> Post:
    """A code a second, to one address or to everybody's."""
    post = Post(Book(limits_of(Scope.CONTACT_CODE), known={(f"to {VICTIM}", HOME)}))
    for at in range(5_000):
        post.sends(at, f"guest {at}", f"203.0.113.{at}", to.format(at))
    return post


@pytest.mark.parametrize("to", [VICTIM, "{}@mail.example"], ids=["at them", "at everybody"])
def test_whoever_reads_there_proves_it_meanwhile_from_where_they_are_known(to: str) -> None:
    """Must catch: an address that anybody can keep its owner from showing."""
    post = flooded(to)
    assert not post.sends(5_000, "victim", "198.51.100.1"), "there is an attack"
    assert post.sends(5_000, "victim", HOME)
    assert post.guesses(5_001, "victim", HOME, fails=False)


@pytest.mark.parametrize("to", [VICTIM, "{}@mail.example"], ids=["at them", "at everybody"])
def test_whoever_reads_there_proves_it_a_quarter_of_an_hour_later_from_anywhere(to: str) -> None:
    """Must catch: sendings that are counted for longer."""
    post, later = flooded(to), 5_000 + QUARTER.total_seconds()
    assert post.sends(later, "victim", "198.51.100.1")
    assert post.guesses(later, "victim", "198.51.100.1", fails=False)


def deeds(count: int) -> Iterator[tuple[int, str, str, str]]:
    """Few guests, addresses and places, so that every limit is met; minutes apart, so that codes run out."""
    drawn, at = random.Random("an address"), 0
    for _ in range(count):
        at += drawn.choice((0, 1, 5, 30, 200))
        deed = drawn.choice(("send", "guess", "guess"))
        place = drawn.choice((HOME, *(f"203.0.113.{each}" for each in range(12))))
        yield at, deed, f"guest {drawn.randrange(5)}", place


def test_the_post_is_as_the_table(database: Database) -> None:
    """I-45d. Must catch: a simulation that proves something of itself only."""
    post, codes, seen = Post(), dict[UUID, str](), set[tuple[str, bool]]()
    post.book.known.add((f"to {VICTIM}", HOME))
    knows_a_place(database)
    with database.write() as session:
        for at, deed, by, place in deeds(1_000):
            now, guest = NOW + timedelta(seconds=at), guest_of(by)
            if deed == "send":
                happened = sends(session, guest, place, now, codes)
                assert post.sends(at, by, place) is happened, (at, by, place)
            else:
                happened = opens(session, guest, codes.get(guest, WRONG), place, now)
                assert post.guesses(at, by, place) is happened, (at, by, place)
                guesses(session, guest, WRONG, place, now)
            seen.add((deed, happened))
    assert len(seen) == 4, "both go well, and both are refused"


def knows_a_place(database: Database) -> None:
    """Whoever reads there has proven it at home an hour ago."""
    earlier, somebody, codes = NOW - timedelta(hours=1), new_id(), dict[UUID, str]()
    with database.write() as session:
        assert sends(session, somebody, HOME, earlier, codes)
        assert guesses(session, somebody, codes[somebody], HOME, earlier)


def guest_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


def sends(session: Session, guest: UUID, place: str, now: datetime, codes: dict[UUID, str]) -> bool:
    asked = Asked(guest, ContactKind.EMAIL, VICTIM, "ja", place)
    try:
        row = contact_codes.send_code(session, SECRET, asked, now=now)
    except TooMany:
        return False
    assert row.code is not None
    codes[guest] = row.code
    return True


def opens(session: Session, guest: UUID, code: str, place: str, now: datetime) -> bool:
    """Whether the right code would; and nothing has happened."""
    with session.begin_nested() as once:
        opened = guesses(session, guest, code, place, now)
        once.rollback()
    return opened


def guesses(session: Session, guest: UUID, code: str, place: str, now: datetime) -> bool:
    try:
        return contact_codes.prove(session, SECRET, guest, code, address=place, now=now) is not None
    except TooMany:
        return False
