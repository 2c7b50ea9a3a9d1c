"""Away to sign and back: one browser, one person, one use, and forgotten after an hour."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth import signing_rounds
from app.auth.models import SigningRound
from app.auth.purging import purge
from app.auth.sign_in import Departure
from app.auth.signing import NotSigned, Unsigned
from app.auth.signing_rounds import Opened, ToSign
from app.database import Database, new_id
from tests.conftest import NOW

WHO, SUBJECT = new_id(), new_id()


def begun(session: Session) -> Opened:
    what = ToSign(SUBJECT, WHO, "method", new_id().hex, b"document", {"language": "ja"})
    opened = signing_rounds.open_round(session, what, now=NOW)
    signing_rounds.leave(session, opened.round.id, Departure("https://card.test", {"digest": "00"}))
    return opened


def test_what_was_kept_is_found_again_once(database: Database) -> None:
    """I-39. Must catch: a nonce that is good for two."""
    with database.write() as session:
        opened = begun(session)
        found = signing_rounds.consume(session, opened.cookie, opened.state, WHO, now=NOW)
        assert (found.document, found.keep, found.told) == ("document", {"digest": "00"}, {"language": "ja"})
        with pytest.raises(NotSigned) as refused:
            signing_rounds.consume(session, opened.cookie, opened.state, WHO, now=NOW)
        assert refused.value.why is Unsigned.TOO_LATE


def test_nobody_else_comes_back_with_it(database: Database) -> None:
    with database.write() as session:
        opened, other = begun(session), "another"
        for cookie, state, who in (
            (None, opened.state, WHO),
            (other, opened.state, WHO),
            (opened.cookie, other, WHO),
            (opened.cookie, opened.state, new_id()),
        ):
            with pytest.raises(NotSigned):
                signing_rounds.consume(session, cookie, state, who, now=NOW)
        assert signing_rounds.consume(session, opened.cookie, opened.state, WHO, now=NOW)


def test_it_ends_after_a_quarter_of_an_hour_and_with_the_next(database: Database) -> None:
    with database.write() as session:
        old, new = begun(session), begun(session)
        with pytest.raises(NotSigned):
            signing_rounds.consume(session, old.cookie, old.state, WHO, now=NOW)
        with pytest.raises(NotSigned):
            signing_rounds.consume(session, new.cookie, new.state, WHO, now=NOW + timedelta(minutes=15))


def test_what_was_shown_is_forgotten_after_an_hour(database: Database) -> None:
    """Must catch: documents of people who turned back, kept for ever."""
    with database.write() as session:
        begun(session)
        purge(session, now=NOW + timedelta(minutes=59))
        assert session.scalar(select(func.count()).select_from(SigningRound)) == 1
        purge(session, now=NOW + timedelta(minutes=61))
        assert session.scalar(select(func.count()).select_from(SigningRound)) == 0
