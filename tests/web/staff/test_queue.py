from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy.orm import Session

from app.applications import identity, review, submission
from app.applications.models import ActorKind, Application
from app.applications.review import AskedCorrection, Proposal
from app.audit.queries import list_latest
from app.clock import japan_date
from tests import make
from tests.papers import ALL, by_papers
from tests.web.staff.making import Desk, counted, file_case, pay

RESIDENCE = "certificate_of_residence"
ALLOWANCE = "child_allowance_amount_revision"
DISASTER = "disaster_certificate"
STATEMENTS = 12


def listed(desk: Desk, view: str, login: str = "tanto") -> list[str]:
    officer = desk.officer(login)
    officer.opens(f"/staff/queue?view={view}")
    return [row.text_content().strip() for row in officer.page.xpath("//table//th[@scope='row']")]


def found(desk: Desk, words: str, **narrowed: str) -> list[str]:
    officer = desk.officer()
    officer.opens("/staff/queue")
    officer.sends("さがす", {"q": words, **narrowed})
    return [row.text_content().strip() for row in officer.page.xpath("//table//th[@scope='row']")]


def test_fifty_cases_take_no_more_statements_than_one(desk: Desk) -> None:
    """Mutation: read the payment, the assignee or the title of each row by itself."""
    with desk.office.database.write() as session:
        for number in range(51):
            file_case(session, desk.office, (RESIDENCE, ALLOWANCE, DISASTER)[number % 3], {})
    officer = desk.officer()
    officer.opens("/staff/queue?view=waiting")
    with counted(desk) as statements:
        officer.opens("/staff/queue?view=waiting")
    assert len(officer.page.xpath("//tbody/tr")) == 50
    assert len(statements) <= STATEMENTS, "\n".join(statements)
    officer.follows("次のページ")
    assert len(officer.page.xpath("//tbody/tr")) == 1


def test_what_is_due_within_three_open_days_or_late_is_for_today(desk: Desk) -> None:
    """Thursday to Tuesday are three open days: the weekend does not count. Mutation: count calendar days."""
    desk.clock.at += timedelta(days=2)  # Thursday, 14 May
    late, tuesday, wednesday = (desk.file(ALLOWANCE) for _ in range(3))
    for number, days in ((late, -1), (tuesday, 5), (wednesday, 6)):
        with desk.case(number) as (_, application):
            application.due_on = japan_date(desk.clock()) + timedelta(days=days)
    assert listed(desk, "today") == [late, tuesday]


def test_a_case_that_waits_for_the_resident_presses_once_the_resident_is_late(desk: Desk) -> None:
    """Nobody forgets it: a correction that never came is work again. Mutation: drop the second half of `_pressing`."""
    number = corrected(desk)
    with desk.case(number) as (_, application):
        application.due_on = japan_date(desk.clock()) - timedelta(days=1)
    assert listed(desk, "today") == []
    desk.clock.forward(days=4)
    desk.officers.clear()
    assert listed(desk, "today") == [number]
    assert "補正の期限超過" in desk.officer().text


def test_each_view_has_its_cases_and_their_number(desk: Desk) -> None:
    waiting, mine, asked, proposed, done = (desk.file(ALLOWANCE) for _ in range(5))
    clerk, approver = desk.member("tanto"), desk.member("kessai")
    for number in (mine, asked, proposed, done):
        with desk.case(number) as (session, application):
            review.start_review(session, application, by=clerk, now=desk.clock())
    with desk.case(asked) as (session, application):
        ask(desk, session, application)
    for number in (proposed, done):
        with desk.case(number) as (session, application):
            outcome = review.possible_outcomes(application)[0]
            review.propose(session, application, Proposal(outcome), by=clerk, now=desk.clock())
    with desk.case(done) as (session, application):
        review.approve(session, application, by=approver, now=desk.clock())
    assert listed(desk, "waiting") == [waiting]
    assert set(listed(desk, "mine")) == {mine, asked, proposed}
    assert listed(desk, "correction") == [asked]
    assert listed(desk, "approval") == [proposed]
    assert listed(desk, "done") == [done]
    views = " ".join(desk.officer().page.xpath("//nav//ul[@class='views']")[0].text_content().split())
    assert views == "今日やる 0 自分の担当 3 審査待ち 1 本人確認待ち 0 補正待ち 1 決裁待ち 1 終わったもの 1"


def test_papers_that_wait_to_be_looked_at_are_one_list(desk: Desk) -> None:
    """Must catch: a case that can be decided only once somebody has looked, and that nobody finds."""
    desk.file(ALLOWANCE)
    waiting, seen, withdrawn = (by_papers_at(desk) for _ in range(3))
    clerk = desk.member()
    with desk.case(seen) as (session, application):
        identity.accept(session, application, ALL, by=clerk, now=desk.clock())
    with desk.case(withdrawn) as (session, application):
        by = make.as_sure(ActorKind.GUEST, application.owner_id)
        submission.withdraw(session, application, by=by, now=desk.clock())
    assert listed(desk, "identity") == [waiting]
    views = desk.officer().page.xpath("//nav//ul[@class='views']")[0].text_content().split()
    assert views[views.index("本人確認待ち") + 1] == "1"
    chips = desk.officer().page.xpath("//tbody//*[@class='chips']")[0].text_content()
    assert "本人確認待ち" in chips
    assert listed(desk, "identity", "yosho") == []
    assert "本人確認待ち" in desk.officer("yosho").text, "it is the list that is looked at"
    desk.officer("yosho").opens("/staff/queue")
    assert "本人確認待ち" not in desk.officer("yosho").text, "where no papers are taken"
    assert "本人確認待ち" not in rows_of_done(desk)


def rows_of_done(desk: Desk) -> str:
    assert len(listed(desk, "done")) == 1
    return str(desk.officer().page.xpath("//tbody")[0].text_content())


def by_papers_at(desk: Desk) -> str:
    with desk.office.database.write() as session:
        case = by_papers(session, town=desk.office.town, now=desk.clock())
        return case.application.reference_number or ""


def test_only_cases_of_ones_own_sections_are_listed_and_counted(desk: Desk) -> None:
    """Mutation: leave the section out of `matches` or of `count_by_state`."""
    desk.file(ALLOWANCE)
    assert listed(desk, "waiting", "yosho") == []
    assert "審査待ち 0" in desk.officer("yosho").text
    assert "児童手当" not in desk.officer("yosho").text


def test_the_days_left_are_said_in_words(desk: Desk) -> None:
    words = {}
    for days in (-2, 0, 3, 12):
        number = desk.file(ALLOWANCE)
        words[number] = days
        with desk.case(number) as (_, application):
            application.due_on = japan_date(desk.clock()) + timedelta(days=days)
    listed(desk, "waiting")
    text = desk.officer().text
    for expected in ("期限超過2日", "今日まで", "残り3日", "あと12日"):
        assert expected in text


def test_a_fee_that_is_not_paid_is_shown(desk: Desk) -> None:
    desk.file(RESIDENCE)
    listed(desk, "waiting")
    assert "支払い待ち" in desk.officer().text


@pytest.mark.parametrize(
    "words",
    ["見本", "みほん", "ﾐﾎﾝ", "見本 花子", "090-0000-0000", "千代田区千代田1-1", "26000001d", "26-000001-D"],
)
def test_a_case_is_found_by_whatever_the_caller_says(desk: Desk, words: str) -> None:
    number = desk.file(ALLOWANCE)
    assert found(desk, words) == [number]


def test_every_word_has_to_be_found(desk: Desk) -> None:
    desk.file(ALLOWANCE)
    assert found(desk, "見本 別人") == []
    assert "見つかりませんでした" in desk.officer().text


def test_a_search_also_finds_what_is_over(desk: Desk) -> None:
    number = desk.file(RESIDENCE)
    pay(desk, number)
    with desk.case(number) as (session, application):
        clerk = desk.member()
        review.start_review(session, application, by=clerk, now=desk.clock())
        outcome = review.possible_outcomes(application)[0]
        review.propose(session, application, Proposal(outcome), by=clerk, now=desk.clock())
    assert found(desk, "見本") == [number]
    assert found(desk, "見本", state="arrived") == []
    assert found(desk, "", procedure=RESIDENCE) == [number]
    assert found(desk, "", procedure=ALLOWANCE) == []


def test_who_is_searched_for_stands_in_no_address(desk: Desk) -> None:
    """Mutation: make the search a GET; the name would stand in logs and histories."""
    desk.file(ALLOWANCE)
    found(desk, "見本")
    officer = desk.officer()
    assert "見本" not in unquote(str(officer.answer.url))
    assert not any("見本" in unquote(link) for link in officer.links())
    assert not officer.page.xpath("//form[@method='post'][contains(@action,'見本')]")


def test_wildcards_are_letters(desk: Desk) -> None:
    """Mutation: `autoescape` left out of `contains`; a percent sign finds everybody."""
    desk.file(ALLOWANCE)
    assert found(desk, "%") == []
    assert found(desk, "_") == []


def test_looking_at_the_list_and_searching_are_noted(desk: Desk) -> None:
    desk.file(ALLOWANCE)
    found(desk, "見本")
    with desk.office.database.read() as session:
        actions = [entry.action for entry in list_latest(session)]
    assert actions[:2] == ["search_cases", "list_cases"]


def test_a_view_that_does_not_exist_is_not_found(desk: Desk) -> None:
    desk.officer().opens("/staff/queue?view=everything", expected=404)
    desk.officer().opens("/staff/queue?view=today&page=0", expected=404)


def corrected(desk: Desk) -> str:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
        ask(desk, session, application)
    return number


def ask(desk: Desk, session: Session, application: Application) -> None:
    due_on = japan_date(desk.clock()) + timedelta(days=3)
    asked = AskedCorrection(["applicant_phone"], "電話番号を確かめてください。", due_on)
    review.request_correction(session, application, asked, by=desk.member(), now=desk.clock())
