"""担当: taken over, given to a colleague, and free again when somebody leaves."""

from app.applications import review
from app.applications.lifecycle import State
from tests.web.staff.making import Desk, Officer

ALLOWANCE = "child_allowance_amount_revision"


def in_review(desk: Desk, login: str = "tanto") -> str:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(login), now=desk.clock())
    return number


def at(desk: Desk, number: str, login: str = "tanto") -> Officer:
    officer = desk.officer(login)
    officer.opens(f"/staff/cases/{number}")
    return officer


def assignee(desk: Desk, number: str) -> object:
    with desk.case(number) as (_, application):
        return application.assignee_id


def listed(desk: Desk, view: str, login: str) -> list[str]:
    officer = desk.officer(login)
    officer.opens(f"/staff/queue?view={view}")
    return [row.text_content().strip() for row in officer.page.xpath("//table//th[@scope='row']")]


def test_a_colleagues_case_is_taken_over_with_one_button(desk: Desk) -> None:
    number = in_review(desk, "both")
    officer = at(desk, number)
    assert "担当両方 みなと" in officer.text
    officer.sends("担当を引き継ぐ")
    assert "担当はあなたです" in officer.text
    assert "担当を引き継ぐ" not in officer.text
    assert assignee(desk, number) == desk.member().id
    assert listed(desk, "mine", "tanto") == [number]
    with desk.case(number) as (_, application):
        assert application.state is State.IN_REVIEW
    assert [action for action, _, _ in desk.audited(number)].count("take_over") == 1


def test_what_has_just_arrived_is_taken_by_starting_it(desk: Desk) -> None:
    """Must catch: two buttons for one thing."""
    text = at(desk, desk.file(ALLOWANCE)).text
    assert "審査を始める" in text
    assert "担当になる" not in text


def test_two_clicks_take_over_once(desk: Desk) -> None:
    number = in_review(desk, "both")
    officer = at(desk, number)
    form = officer.fields_of(officer.form("担当を引き継ぐ"))
    for _ in range(2):
        answer = officer.client.post(f"/staff/cases/{number}/take-over", data=form)
        assert answer.status_code == 200
        assert "担当はあなたです" in answer.text
    assert [action for action, _, _ in desk.audited(number)].count("take_over") == 1


def test_of_two_who_take_over_at_once_the_later_is_told(desk: Desk) -> None:
    """Mutation: leave `answered_before` out of either page."""
    number = in_review(desk, "both")
    late, manager = at(desk, number), at(desk, number, "kessai")
    with desk.case(number) as (_, application):
        application.assignee_id = None
    late.sends("担当を引き継ぐ", expected=409)
    manager.sends("この職員の担当にする", {"assignee": str(desk.member().id)}, expected=409)
    assert assignee(desk, number) is None


def test_whoever_decides_gives_a_case_to_a_colleague_of_the_section(desk: Desk) -> None:
    """Must catch: a list with people of other sections, or with those who do not review."""
    number = in_review(desk)
    assert "担当を決める" not in at(desk, number).text
    manager = at(desk, number, "kessai")
    offered = manager.page.xpath("//select[@name='assignee']/option/text()")
    assert offered[1:] == ["両方 みなと", "担当 はるか"]
    for wrong in ("", "x", str(desk.member("yosho").id), str(desk.member("kessai").id)):
        manager.sends("この職員の担当にする", {"assignee": wrong}, expected=422)
        assert "担当にする職員を選んでください" in manager.complaints["assignee"]
    assert assignee(desk, number) == desk.member().id
    manager.sends("この職員の担当にする", {"assignee": str(desk.member("both").id)})
    assert "担当は両方 みなとです" in manager.text
    assert assignee(desk, number) == desk.member("both").id


def test_the_trail_says_who_has_it_since(desk: Desk) -> None:
    """By name, for an auditor cannot read keys."""
    number = in_review(desk)
    at(desk, number, "kessai").sends("この職員の担当にする", {"assignee": str(desk.member("both").id)})
    auditor = desk.officer("kansa")
    auditor.opens(f"/staff/audit?number={number}")
    for expected in ("担当を決めた", "新しい担当：両方 みなと"):
        assert expected in auditor.text, expected


def test_whoever_is_shut_out_leaves_their_cases_to_the_others(desk: Desk) -> None:
    """Must catch: a case in review with a name that is gone, in no list of anybody."""
    number = in_review(desk)
    assert listed(desk, "waiting", "both") == []
    admin = desk.officer("kanri")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("使えないようにする")
    assert assignee(desk, number) is None
    assert listed(desk, "waiting", "both") == [number]
    assert "審査待ち 1" in desk.officer("both").text
    at(desk, number, "both").sends("担当になる")
    assert listed(desk, "waiting", "both") == []
    assert listed(desk, "mine", "both") == [number]
    released = [entry for entry in desk.audited(number) if entry[0] == "release"]
    assert [kind for _, kind, _ in released] == ["staff"]


def test_whoever_loses_the_section_leaves_its_cases(desk: Desk) -> None:
    number = in_review(desk)
    admin = desk.officer("kanri")
    admin.opens(f"/staff/accounts/{desk.member().id}")
    admin.sends("変更する", {"roles": ["clerk"], "sections": ["kosodate"]})
    assert assignee(desk, number) == desk.member().id, "child allowance is theirs still"
    admin.sends("変更する", {"roles": ["clerk"], "sections": ["jumin"]})
    assert assignee(desk, number) is None
