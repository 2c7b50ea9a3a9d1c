"""I-43, I-45, I-47, I-87. Getting in: planted cookies, guessed secrets, sessions that should be over, forgotten doors."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.auth import attempts
from app.auth.models import Scope
from app.database import Database
from app.errors import TooMany
from app.japan.reference_numbers import read_reference_number
from tests.conftest import NOW
from tests.hostile.furnished import Furnished
from tests.people import Clerk, Resident
from tests.scenarios import disaster
from tests.world import PASSWORD, World

SECRET = b"a secret of the tests"


def sid(visitor: Resident | Clerk, name: str = "sid") -> str:
    return str(visitor.client.cookies.get(name) or "")


def test_a_cookie_planted_before_the_sign_in_is_worth_nothing_after_it(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """I-43. Must catch: a session that goes on under the id it had before somebody was known."""
    victim, attacker = visitor(), visitor()
    disaster.begin(attacker)
    planted = sid(attacker)
    victim.client.cookies.set("sid", planted, domain="localhost.local")
    victim.signs_in("inoue_fumi", "2001")
    fresh = sid(victim)
    assert fresh != planted
    assert len(fresh) >= 32
    attacker.opens("/my")
    assert attacker.path == "/sign-in", "and the planted one is dead"
    for made_up in ("", "x", "A" * 43, fresh[:-1] + ("A" if fresh[-1] != "A" else "B")):
        attacker.client.cookies.set("sid", made_up, domain="localhost.local")
        attacker.opens("/my")
        assert attacker.path == "/sign-in"


def test_a_receipt_opened_by_number_gets_a_session_of_its_own(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """I-43. Must catch: another person's receipt added to a session that somebody else may hold."""
    guest = visitor()
    number = disaster.arrive(guest, "090-0000-7781")
    before = sid(guest)
    guest.opens("/resume")
    guest.sends("開く", {"code": number, "phone": "090-0000-7781"})
    assert sid(guest) != before


def test_staff_get_a_new_session_with_every_sign_in(world: World) -> None:
    """I-43. Must catch: a desk that keeps its id from one person to the next."""
    clerk = Clerk(world.url)
    tokens = set()
    for login in ("tanto", "kessai", "tanto"):
        clerk.signs_in(login, PASSWORD)
        tokens.add(sid(clerk, "staff"))
        clerk.sends("サインアウト")
    assert len(tokens) == 3
    for token in tokens:
        clerk.client.cookies.set("staff", token, domain="localhost.local")
        clerk.opens("/staff/queue")
        assert clerk.path == "/staff/sign-in"
    clerk.close()


def test_a_hundred_thousand_guesses_look_at_hardly_any_secret(database: Database) -> None:
    """I-45. A fortnight of guessing one 受付番号, in fake time. Must catch: a limit that forgets too soon."""
    looked, guesses, moment = 0, 100_000, NOW
    per_window = 500  # of which all but a few are refused at once
    tried = attempts.try_of(SECRET, Scope.RECEIPT, "26-000123-X", "192.0.2.1")
    for _ in range(guesses // per_window):
        with database.write() as session:
            for _guess in range(attempts.PER_KEY_AND_ADDRESS + 2):  # the others are refused like the last two
                try:
                    attempts.check_allowed(session, tried, now=moment)
                except TooMany:
                    continue
                attempts.record_failure(session, tried, now=moment)
                looked += 1
        moment += attempts.WINDOW
    assert looked == guesses // per_window * attempts.PER_KEY_AND_ADDRESS
    # Ten digits of a telephone number and the number of the case itself have to be guessed together.
    assert looked / 10**8 < 1e-4
    owner = attempts.try_of(SECRET, Scope.RECEIPT, "26-000123-X", "198.51.100.7")
    with database.write() as session:
        attempts.check_allowed(session, owner, now=moment + timedelta(minutes=15))


def test_most_numbers_that_somebody_makes_up_are_none(world: World) -> None:
    """I-45. Must catch: numbers that can be counted through: one in twenty-odd has the right check character."""
    right = 0
    for letter in "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ":
        try:
            read_reference_number(f"26-000123-{letter}")
            right += 1
        except ValueError:
            continue
    assert right <= 1


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/docs",
            "/redoc",
            "/openapi.json",
            "/metrics",
            "/.git/config",
            "/.git/HEAD",
            "/.env",
            "/.venv",
            "/admin",
        ),
        *(
            "/static/",
            "/static/app.css",
            "/server-status",
            "/debug",
            "/console",
            "/phpinfo.php",
            "/wp-login.php",
        ),
        *("/actuator", "/graphql", "/api", "/api/v1", "/api/v1/cases", "/app/main.py", "/pyproject.toml"),
        *(
            "/var/madoguchi.db",
            "/backup.zip",
            "/.well-known/security.txt~",
            "/swagger",
            "/_profiler",
            "/healthz/",
        ),
        *(
            "/static/%2e%2e/pyproject.toml",
            "/static/x/..%2f..%2fpyproject.toml",
            "/staff/../.git/config",
            "//etc/passwd",
        ),
    ],
)
def test_there_is_no_forgotten_door(furnished: Furnished, path: str) -> None:
    """I-87. Must catch: the framework's pages of documentation, a folder that lists itself, a file of the machine."""
    for visitor in (furnished.owner, furnished.officer):
        answer = visitor.client.get(f"{furnished.world.url}{path}", follow_redirects=False)
        assert answer.status_code in {404, 307}, path
        assert answer.status_code == 404 or answer.headers["location"].startswith(
            f"{furnished.world.url}/"
        ), path
        assert "Traceback" not in answer.text
        assert "[project]" not in answer.text


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "OPTIONS"])
def test_other_methods_tell_nothing(furnished: Furnished, method: str) -> None:
    """I-87. Must catch: TRACE, which sends cookies back; OPTIONS, which lists what there is to other origins."""
    for path in ("/", "/my", "/staff/queue", "/api/v1/procedures"):
        answer = furnished.owner.client.request(method, path)
        assert answer.status_code in {400, 405}  # 400: the server knows no such method at all
        assert "sid=" not in answer.text
        assert "access-control-allow-origin" not in answer.headers


def test_an_error_tells_nothing_of_the_program(furnished: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    """I-87. Must catch: debug pages with a traceback, a path of the machine or a version."""

    def fail(*_arguments: object) -> None:
        raise RuntimeError("水野 陽子 at /work/app/secret.py")

    monkeypatch.setattr("app.web.resident.my_page._listed", fail)
    answer = furnished.owner.client.get("/my")
    assert answer.status_code == 500
    assert not [
        word for word in ("Traceback", "RuntimeError", "secret.py", "/work", "水野") if word in answer.text
    ]
