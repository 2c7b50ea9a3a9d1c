import base64
from uuid import UUID, uuid4

import pytest

from app.auth.form_tokens import FormTokenVerdict, Holder, check, issue, subject_digest
from app.auth.visitors import anonymous_holder

SECRET = b"form-token-secret"


def holder(subject: UUID | None = None) -> Holder:
    return Holder("ab" * 32, subject or uuid4(), uuid4())


def test_a_form_is_fine_for_the_sitting_it_was_drawn_for() -> None:
    hanako = holder()
    token = issue(SECRET, hanako)
    assert len(token) == 64
    assert check(SECRET, token, hanako).verdict is FormTokenVerdict.FINE


def test_a_tab_of_another_person_is_refused() -> None:
    """Mutation: leave the subject out of the sitting and keep session and epoch."""
    hanako, taro = holder(), holder()
    same_browser = Holder(hanako.session_hash, taro.subject_id, hanako.epoch)
    for other in (taro, same_browser):
        assert check(SECRET, issue(SECRET, hanako), other).verdict is FormTokenVerdict.OTHER_SUBJECT


def test_a_tab_of_an_earlier_sign_in_of_the_same_person_is_refused() -> None:
    """Mutation: compare subjects only."""
    before = holder()
    after = Holder("cd" * 32, before.subject_id, uuid4())
    new_epoch = Holder(before.session_hash, before.subject_id, uuid4())
    for now in (after, new_epoch):
        assert check(SECRET, issue(SECRET, before), now).verdict is FormTokenVerdict.OTHER_SUBJECT


@pytest.mark.parametrize("now", [None, anonymous_holder("a visit")])
def test_a_form_of_an_ended_session_tells_whose_it_was(now: Holder | None) -> None:
    """Mutation: return FORGED without a holder; the resident then loses their words."""
    hanako = holder()
    checked = check(SECRET, issue(SECRET, hanako), now)
    assert checked.verdict is FormTokenVerdict.ENDED_SESSION
    assert checked.subject_digest == subject_digest(SECRET, hanako.subject_id)
    assert checked.subject_digest != subject_digest(SECRET, uuid4())


def test_a_form_of_nobody_in_particular_cannot_be_kept_for_anybody() -> None:
    """Mutation: drop the comparison with NOBODY; one visitor could then take what another one sent."""
    token = issue(SECRET, anonymous_holder("a visit"))
    assert check(SECRET, token, anonymous_holder("a visit")).verdict is FormTokenVerdict.FINE
    for now in (None, anonymous_holder("another visit"), holder()):
        assert check(SECRET, token, now).verdict is FormTokenVerdict.OTHER_SUBJECT


def test_every_flipped_bit_is_a_forgery() -> None:
    hanako = holder()
    raw = base64.urlsafe_b64decode(issue(SECRET, hanako))
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        token = base64.urlsafe_b64encode(changed).decode()
        assert check(SECRET, token, hanako).verdict is FormTokenVerdict.FORGED


@pytest.mark.parametrize("token", ["", "a", "ア" * 64, "=" * 64, "A" * 64, "A" * 4000, "\x00"])
def test_anything_else_is_a_forgery(token: str) -> None:
    assert check(SECRET, token, None).verdict is FormTokenVerdict.FORGED


def test_a_token_of_another_secret_is_a_forgery() -> None:
    hanako = holder()
    assert check(b"another", issue(SECRET, hanako), hanako).verdict is FormTokenVerdict.FORGED


def test_a_token_shows_neither_the_session_nor_the_subject() -> None:
    hanako = holder()
    raw = base64.urlsafe_b64decode(issue(SECRET, hanako))
    assert hanako.subject_id.bytes not in raw
    assert bytes.fromhex(hanako.session_hash)[:16] not in raw
