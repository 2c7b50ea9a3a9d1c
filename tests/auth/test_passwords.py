import pytest

from app.auth import passwords
from tests.auth.conftest import PASSWORD


def test_a_hash_is_argon2id_and_fits_only_its_password() -> None:
    hashed = passwords.hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert passwords.is_right(hashed, PASSWORD)
    assert not passwords.is_right(hashed, PASSWORD + "ね")
    assert hashed != passwords.hash_password(PASSWORD)
    assert not passwords.needs_rehash(hashed)


def test_full_width_keys_give_the_same_password() -> None:
    hashed = passwords.hash_password("correct horse 12")
    assert passwords.is_right(hashed, "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　１２")


@pytest.mark.parametrize("hashed", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_an_unknown_login_and_a_broken_hash_are_never_right(hashed: str | None) -> None:
    assert not passwords.is_right(hashed, "nobody has this password")


def test_an_unknown_login_costs_the_same_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutation: return False at once for None. Counted in hashes, as time says nothing on a busy machine."""
    verified: list[str] = []

    class Counting:
        hash = passwords._hasher.hash  # the cost is the point

        def verify(self, hashed: str, password: str) -> bool:
            verified.append(hashed)
            return True

    monkeypatch.setattr(passwords, "_hasher", Counting())
    known = "$argon2id$v=19$m=19456,t=2,p=1$x$y"
    assert passwords.is_right(known, "a")
    assert not passwords.is_right(None, "a")
    costs = [hashed.split("$")[1:4] for hashed in verified]
    assert costs[0] == costs[1] == ["argon2id", "v=19", "m=19456,t=2,p=1"]


def test_an_old_hash_asks_to_be_renewed() -> None:
    assert passwords.needs_rehash("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b1dWRWJTmaaJObG")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("みじかい", "12文字以上"),
        ("あ" * 11 + "い", "くり返し"),
        ("x1!" * 43, "128文字以内"),
        ("SATO.K is my password", "ログイン名"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, says: str) -> None:
    assert says in "".join(passwords.faults_of(password, "sato.k"))


@pytest.mark.parametrize(
    "password", [PASSWORD, "horse battery staple", "ながい　ひらがなの　ことば", "a1b2c3d4e5f6"]
)
def test_a_long_password_needs_no_special_signs(password: str) -> None:
    assert passwords.faults_of(password, "sato.k") == []
