"""kill -9 around the commit and around the mail: nothing acknowledged is lost, nothing arrives twice."""

from collections.abc import Iterator

import pytest

from tests.crash.filing import Filing
from tests.crash.town import Town, until


@pytest.fixture
def filing(town: Town) -> Iterator[Filing]:
    town.start()
    filled_in = Filing(town)
    yield filled_in
    filled_in.resident.close()


def test_dying_before_the_commit_leaves_nothing_and_the_same_form_arrives(town: Town, filing: Filing) -> None:
    """Must catch: a number given, a mail sent or a version kept for what was never committed."""
    town.arm("before_commit")
    assert filing.send() is None
    town.wait_for_death()
    assert filing.numbers == [None]
    assert filing.notices == []
    town.start()
    number = filing.send()
    assert number
    assert filing.send() == number
    assert filing.has_arrived_once(number)
    until(lambda: town.mails_about(number) == 1)


def test_dying_after_the_commit_keeps_it_and_the_same_form_finds_it(town: Town, filing: Filing) -> None:
    """Must catch: a second application for somebody who saw no answer and sent the form again."""
    town.arm("before_response")
    assert filing.send() is None
    town.wait_for_death()
    number = str(filing.numbers[0])
    town.start()
    assert filing.send() == number
    assert filing.has_arrived_once(number)
    until(lambda: town.mails_about(number) == 1)


def test_dying_with_the_mail_just_handed_over_sends_it_once_more_at_most(town: Town, filing: Filing) -> None:
    """Must catch: a notice marked as sent too early (lost), or sent at every start."""
    town.arm("mail_handed_over")
    filing.send()
    town.wait_for_death("worker" if town.has_worker else "web")
    number = str(filing.numbers[0])
    assert town.mails_about(number) == 1
    assert filing.notices == ["sending"]
    town.start()
    until(lambda: filing.notices == ["sent"])
    assert town.mails_about(number) == 2
    assert filing.send() == number
    assert filing.has_arrived_once(number)


def test_the_test_can_fail(town: Town, filing: Filing) -> None:
    """Negative control: a service that answers before it commits loses what it has acknowledged."""
    town.arm("answer_early")
    number = filing.send()
    town.kill("web")
    town.disarm()
    assert number
    assert filing.numbers == [None]
