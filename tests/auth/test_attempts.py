from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import text

from app.auth import attempts
from app.auth.attempts import PER_ADDRESS, PER_KEY, PER_KEY_AND_ADDRESS, PER_SCOPE, WINDOW, Try
from app.auth.models import Attempt, Scope
from app.database import Database
from app.errors import TooMany
from tests.conftest import NOW

SECRET = b"attempts-secret"


def a_try(key: str = "R8-00012-K", address: str = "192.0.2.1", scope: Scope = Scope.RECEIPT) -> Try:
    return attempts.try_of(SECRET, scope, key, address)


def fail(database: Database, tried: Try, now: datetime = NOW) -> bool:
    """Whether the secret was looked at."""
    try:
        with database.write() as session:
            attempts.check_allowed(session, tried, now=now)
            attempts.record_failure(session, tried, now=now)
    except TooMany:
        return False
    return True


def is_allowed(database: Database, tried: Try, now: datetime = NOW) -> bool:
    try:
        with database.write() as session:
            attempts.check_allowed(session, tried, now=now)
    except TooMany:
        return False
    return True


def test_the_fifth_wrong_guess_of_a_key_from_one_place_is_the_last(either_database: Database) -> None:
    """Mutation: PER_KEY_AND_ADDRESS one higher, or no count at all."""
    assert [fail(either_database, a_try()) for _ in range(7)] == [True] * 5 + [False] * 2
    assert is_allowed(either_database, a_try(key="R8-00099-A"))


def test_the_door_opens_again_after_a_quarter_of_an_hour(database: Database) -> None:
    for _ in range(PER_KEY_AND_ADDRESS):
        fail(database, a_try())
    assert not is_allowed(database, a_try(), NOW + WINDOW - timedelta(seconds=1))
    assert is_allowed(database, a_try(), NOW + WINDOW)


def test_guessing_many_keys_from_one_place_ends_too(database: Database) -> None:
    """I-45. Mutation: leave out the count per address."""
    looked = [fail(database, a_try(key=f"R8-{number:05}")) for number in range(PER_ADDRESS + 10)]
    assert sum(looked) == PER_ADDRESS


def know(database: Database, tried: Try) -> None:
    with database.write() as session:
        attempts.remember_place(session, tried, now=NOW)


def test_guessing_one_key_from_many_places_is_no_faster_than_from_a_few(database: Database) -> None:
    """I-45. Mutation: leave out the count per key; a thousand machines then have five thousand guesses."""
    for number in range(PER_KEY // PER_KEY_AND_ADDRESS):
        for _ in range(PER_KEY_AND_ADDRESS):
            assert fail(database, a_try(address=f"192.0.2.{number}"))
    assert not fail(database, a_try(address="198.51.100.1"))
    assert is_allowed(database, a_try(key="another", address="198.51.100.1"))
    assert is_allowed(database, a_try(address="198.51.100.1"), NOW + WINDOW)


def test_an_attack_from_elsewhere_never_locks_the_resident_out(database: Database) -> None:
    """I-45. Mutation: refuse the key as such once it is attacked."""
    know(database, a_try(address="192.0.2.77"))
    for hour in range(4):
        now = NOW + hour * WINDOW / 3
        for number in range(60):
            fail(database, a_try(address=f"203.0.113.{number}"), now)
        assert is_allowed(database, a_try(address="192.0.2.77"), now)


def test_when_everything_is_attacked_a_place_has_one_guess(database: Database) -> None:
    with database.write() as session:
        session.add_all(
            Attempt(scope=Scope.RECEIPT, key_digest=f"{n}", address_digest=f"{n}", failed_at=NOW)
            for n in range(PER_SCOPE)
        )
    assert [fail(database, a_try()), fail(database, a_try(key="another"))] == [True, False]
    assert is_allowed(database, a_try(address="192.0.2.2"))


def test_scopes_are_counted_apart(database: Database) -> None:
    for _ in range(PER_KEY_AND_ADDRESS):
        fail(database, a_try())
    assert is_allowed(database, a_try(scope=Scope.STAFF_PASSWORD))


def test_getting_it_right_forgives_this_key_here_and_nothing_else(database: Database) -> None:
    """Mutation: forgive the whole address; somebody with one receipt of their own then guesses for ever."""
    mine, other = a_try(key="mine"), a_try(key="other")
    for tried in (mine, mine, other, other, other):
        fail(database, tried)
    with database.write() as session:
        attempts.record_success(session, mine)
    with database.read() as session:
        left = session.execute(text("SELECT key_digest FROM attempt")).scalars().all()
    assert left == [other.key_digest] * 3


def test_nothing_is_written_while_people_get_it_right(database: Database) -> None:
    with database.write() as session:
        attempts.check_allowed(session, a_try(), now=NOW)
        attempts.record_success(session, a_try())
        assert session.scalar(text("SELECT count(*) FROM attempt")) == 0


def test_neither_key_nor_address_can_be_read_back(database: Database) -> None:
    fail(database, a_try())
    with database.read() as session:
        rows = repr(session.execute(text("SELECT * FROM attempt")).all())
    assert "R8-00012-K" not in rows
    assert "192.0.2.1" not in rows
    assert a_try().key_digest != attempts.try_of(b"other", Scope.RECEIPT, "R8-00012-K", "").key_digest


def test_a_network_of_ipv6_is_one_place(database: Database) -> None:
    """Mutation: count single addresses; everybody at home has 2⁶⁴ of them."""
    one, neighbour = a_try(address="2001:db8:1:2::1"), a_try(address="2001:db8:1:2:ffff::9")
    assert one.address_digest == neighbour.address_digest
    assert one.address_digest != a_try(address="2001:db8:1:3::1").address_digest
    assert a_try(address="testclient").address_digest != a_try(address="unknown").address_digest


def test_guessing_for_hours_looks_at_few_secrets(database: Database) -> None:
    """Ten addresses take turns for six hours of fake time. Mutation: no count per key."""
    looked, guesses, long = 0, 1_200, timedelta(hours=6)
    for number in range(guesses):
        now = NOW + long * number / guesses
        looked += fail(database, a_try(address=f"192.0.2.{number % 10}"), now)
    assert looked <= long / WINDOW * (PER_KEY + 1)


def test_guesses_sent_at_once_share_one_count(either_database: Database) -> None:
    """Mutation: drop the lock; on PostgreSQL all of them then see a count of zero."""
    with ThreadPoolExecutor(16) as pool:
        looked = list(pool.map(lambda _: fail(either_database, a_try()), range(48)))
    assert sum(looked) <= PER_KEY_AND_ADDRESS


def test_failures_that_no_longer_count_are_forgotten(database: Database) -> None:
    fail(database, a_try())
    fail(database, a_try(key="later"), NOW + WINDOW)
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM attempt")) == 1
