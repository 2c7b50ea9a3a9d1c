"""Revocation lists: fetched once while they are current, and worth nothing when they are somebody else's."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from app.auth.jpki.profile import Purpose
from app.auth.jpki.revocation_lists import MOST_BYTES, RevocationLists, key_identifier
from app.auth.jpki.status import CertificateStatus, Standing
from app.errors import Unavailable
from tests.auth.jpki.cards import AT, authority, certificate

ROOT, CARD = authority(Purpose.SIGNATURE), certificate()
MOMENT = AT - timedelta(hours=3)


class Directory:
    """Answers with one list, and counts the requests."""

    def __init__(self, answer: Callable[[], httpx.Response]) -> None:
        self.asked = 0
        self._answer = answer
        http = httpx.Client(transport=httpx.MockTransport(self._serve))
        self.lists = RevocationLists({key_identifier(ROOT.certificate): "http://crl.test/sign.crl"}, http)

    def _serve(self, _request: httpx.Request) -> httpx.Response:
        self.asked += 1
        return self._answer()

    def says(self, hours: float = 0) -> CertificateStatus:
        return self.lists.check(CARD, ROOT.certificate, at=AT + timedelta(hours=hours))


def holding(content: bytes, status: int = 200) -> Directory:
    return Directory(lambda: httpx.Response(status, content=content))


def test_a_certificate_that_is_not_listed_is_good_as_of_the_list() -> None:
    directory = holding(ROOT.revocation_list([(4711, MOMENT)], MOMENT))
    assert directory.says() == CertificateStatus(Standing.GOOD, "crl", as_of=MOMENT)


def test_a_listed_one_is_revoked_since_its_moment() -> None:
    """Must catch: a serial number looked for in another way than it was listed."""
    revoked = AT - timedelta(days=2)
    found = holding(ROOT.revocation_list([(CARD.serial_number, revoked)], MOMENT)).says()
    assert (found.standing, found.revoked_at) == (Standing.REVOKED, revoked)


def test_a_current_list_is_fetched_once_and_an_old_one_again() -> None:
    """Must catch: a list kept for ever, or fetched for each signature."""
    directory = holding(ROOT.revocation_list([], MOMENT))
    assert [directory.says(hours).standing for hours in (0, 1, 20)] == [Standing.GOOD] * 3
    assert directory.asked == 1
    assert directory.says(22).standing is Standing.UNKNOWN
    assert directory.asked == 2


@pytest.mark.parametrize(
    "content",
    [
        authority(Purpose.SIGNATURE, 1).revocation_list([], MOMENT),
        authority(Purpose.AUTHENTICATION).revocation_list([], MOMENT),
        ROOT.revocation_list([], AT + timedelta(hours=1)),
        ROOT.revocation_list([], AT - timedelta(days=2)),
        ROOT.revocation_list([], MOMENT)[:-1],
        ROOT.revocation_list([], MOMENT).replace(b"JPKI-LOCALTEST", b"JPKI-LOCALTESU"),
        b"",
        b"<html>\xe4\xbf\x9d\xe5\xae\x88\xe4\xb8\xad</html>",
    ],
    ids=["other generation", "other purpose", "to come", "old", "half", "changed", "nothing", "a page"],
)
def test_a_list_that_is_not_the_roots_own_and_current_says_nothing(content: bytes) -> None:
    """Must catch: a list whose signature nobody checks: anybody could empty it."""
    assert holding(content).says().standing is Standing.UNKNOWN


def test_a_root_without_a_list_says_nothing() -> None:
    directory = holding(ROOT.revocation_list([], MOMENT))
    other = authority(Purpose.SIGNATURE, 1).certificate
    assert directory.lists.check(CARD, other, at=AT).standing is Standing.UNKNOWN
    assert directory.asked == 0


def _nobody() -> httpx.Response:
    raise httpx.ConnectError("refused")


@pytest.mark.parametrize(
    "answer",
    [_nobody, lambda: httpx.Response(503), lambda: httpx.Response(200, content=bytes(MOST_BYTES + 1))],
)
def test_where_nobody_answers_it_can_be_tried_later(answer: Callable[[], httpx.Response]) -> None:
    with pytest.raises(Unavailable):
        Directory(answer).says()
