"""What is sent too late, what is kept back on the last page, and what another office goes on with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from app.municipality.offering import AcceptingPeriod
from tests import make
from tests.people import Clerk, Resident
from tests.scenarios import certificate, desk
from tests.world import World

LAST = date(2026, 5, 11)


@contextmanager
def closed_since(world: World, last: date) -> Iterator[None]:
    """The town's period for this procedure has ended meanwhile."""
    town = make.a_town(make.CERTIFICATE, accepting=AcceptingPeriod(ends_on=last))
    before = [host.state.office for host in world.hosts]
    for host, office in zip(world.hosts, before, strict=True):
        host.state.office = replace(office, todays_town=lambda: town)
    try:
        yield
    finally:
        for host, office in zip(world.hosts, before, strict=True):
            host.state.office = office


def test_what_is_sent_too_late_stays_a_draft(world: World, resident: Resident) -> None:
    """Must catch: a late application taken, or refused without a word on when it closed and whom to call."""
    certificate.reach_check(resident)
    check = resident.path
    with closed_since(world, LAST):
        resident.sends("この内容で申請する", {"consent_truth": "yes"}, expected=422)
        for expected in ("5月11日(月)で終わりました", "（電話 0", "書いた内容は、残っています"):
            assert expected in resident.text, expected
        assert not resident.page.xpath("//button[contains(., 'この内容で申請する')]")
        assert not resident.complaints
        resident.opens(check)
        assert "5月11日(月)で終わりました" in resident.text
    resident.opens(check)
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"


def test_saving_on_the_last_page_sends_nothing(resident: Resident) -> None:
    """Must catch: 「やめて保存」 that sends the application of whoever had already ticked the box."""
    certificate.reach_check(resident)
    resident.sends("やめて保存", {"consent_truth": "yes"})
    assert resident.path.endswith("/saved")
    resident.opens(f"{resident.path.rpartition('/')[0]}/check")
    assert resident.heading == "内容を確かめてください"


def test_whoever_has_to_pay_reads_by_when(resident: Resident) -> None:
    """Must catch: the office's day, or none, beside 「支払ってください」; on the list and on the page."""
    number = certificate.claim(resident)
    for path in (f"/my/{number}", "/my"):
        resident.opens(path)
        assert "5月26日(火)までに支払ってください。" in resident.text, path


def test_a_case_that_goes_to_another_office_is_told_and_can_be_followed(
    world: World, resident: Resident, clerk: Clerk
) -> None:
    """Must catch: a resident who is not told, or a mail that says where the case went."""
    number = certificate.claim(resident)
    clerk.opens(desk.case_of(number))
    clerk.sends("送ったことにする", {"where": "かえで市 市民課"})
    latest = world.mails(number)[0]
    assert "別の役所へ送りました" in latest.subject
    assert "かえで市" not in latest.subject + latest.body
    resident.opens(f"/my/{number}")
    assert "送り先の役所かえで市 市民課" in resident.text
    assert "支払ってください" not in resident.text
