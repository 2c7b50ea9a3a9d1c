"""Who may enter which page: every route of the staff pages, each role, the right section and a wrong one."""

from uuid import uuid4

import pytest

from app.applications import review
from app.applications.lifecycle import State
from app.applications.review import Proposal
from app.web.policies import Audience
from app.web.staff import ROUTERS
from tests.web.staff.making import Desk, Officer

RESIDENCE = "certificate_of_residence"
ALLOWANCE = "child_allowance_amount_revision"
ROUTES = [
    (sorted(route.methods)[0], route.path, route.endpoint.__policy__)
    for each in ROUTERS
    for route in each.routes
]
OF_A_CASE = [(method, path) for method, path, _ in ROUTES if "{reference_number}" in path]


def asked(officer: Officer, method: str, path: str, number: str) -> int:
    """The status of a request that no page offered, with a valid form token where one is needed."""
    address = path.format(
        reference_number=number,
        file_id=uuid4(),
        account_id=uuid4(),
        post_id=uuid4(),
        incident_id=uuid4(),
        parameter_id=uuid4(),
        mandate_id=uuid4(),
        application_id=uuid4(),
        procedure_key="certificate_of_residence",
        step_key="use",
    )
    if method == "GET":
        return int(officer.client.get(address, follow_redirects=False).status_code)
    token = officer.page.xpath("//input[@name='form_token']/@value")[0]
    answer = officer.client.post(address, data={"form_token": token, "lock": "1"}, follow_redirects=False)
    return int(answer.status_code)


def test_every_route_of_the_staff_pages_lets_in_staff_only() -> None:
    """Mutation: register any page but the door and what belongs to it with PUBLIC."""
    doors = {path for _, path, policy in ROUTES if policy.audience is not Audience.STAFF}
    assert "/staff/sign-in" in doors
    assert all(path == "/staff/sign-in" or path.startswith("/staff/sign-in/") for path in doors), doors


def test_every_page_about_a_case_asks_for_a_role() -> None:
    """Mutation: STAFF without a permit on any page of a case."""
    assert [path for _, path, policy in ROUTES if "{reference_number}" in path and not policy.permit] == []


def test_a_case_of_another_section_does_not_exist(desk: Desk) -> None:
    """404 and not 403: that there is such a case is nobody else's business. Mutation: Forbidden in `open_case`."""
    number, stranger = desk.file(RESIDENCE), desk.officer("yosho")
    for method, path in OF_A_CASE:
        if path.endswith("/next"):  # shows no case, only the way to one's own
            continue
        assert asked(stranger, method, path, number) == 404, path
        assert asked(stranger, method, path, "26-999999-0") == 404, path


@pytest.mark.parametrize("login", ["kanri", "kansa"])
def test_without_a_role_for_cases_no_page_of_one_opens(desk: Desk, login: str) -> None:
    """An administrator gives out keys and an auditor reads who used them; neither opens a case."""
    number, officer = desk.file(RESIDENCE), desk.officer(login)
    for method, path in OF_A_CASE:
        assert asked(officer, method, path, number) == 403, path


def test_nobody_gets_in_without_signing_in(desk: Desk) -> None:
    number = desk.file(RESIDENCE)
    nobody = Officer(desk.app, desk.office.public_url)
    for method, path, policy in ROUTES:
        if method == "GET" and policy.audience is Audience.STAFF:
            address = path.format(
                reference_number=number,
                file_id=uuid4(),
                call_id=uuid4(),
                procedure_key=RESIDENCE,
                application_id=uuid4(),
                visit_id=uuid4(),
                step_key="contact",
                account_id=uuid4(),
                incident_id=uuid4(),
                parameter_id=uuid4(),
                mandate_id=uuid4(),
            )
            answer = nobody.client.get(address, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"][:14]) == (303, "/staff/sign-in"), path
            assert number not in answer.text


def test_an_approver_without_the_role_of_a_clerk_starts_nothing(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    approver = desk.officer("kessai")
    approver.opens(f"/staff/cases/{number}")
    assert "審査を始める" not in approver.text
    approver.posts(f"/staff/cases/{number}/review", 403)
    with desk.case(number) as (_, application):
        assert application.state is State.ARRIVED


def test_a_clerk_without_the_role_of_an_approver_approves_nothing(desk: Desk) -> None:
    number = proposed(desk, by="both")
    clerk = desk.officer("tanto")
    clerk.opens(f"/staff/cases/{number}")
    assert "決裁する" not in clerk.text
    clerk.posts(f"/staff/cases/{number}/approval", 403, lock=lock_of(desk, number))
    with desk.case(number) as (_, application):
        assert application.state is State.AWAITING_APPROVAL


def test_nobody_approves_their_own_proposal(desk: Desk) -> None:
    """Both roles in one person: the button is not there, and the request is refused."""
    number = proposed(desk, by="both")
    proposer = desk.officer("both")
    proposer.opens(f"/staff/cases/{number}")
    assert "ほかの職員の決裁を待っています" in proposer.text
    assert "この内容で決裁する" not in proposer.text
    proposer.posts(f"/staff/cases/{number}/approval", 403, lock=lock_of(desk, number))
    proposer.opens("/staff/approvals")
    assert number not in proposer.text
    with desk.case(number) as (_, application):
        assert application.state is State.AWAITING_APPROVAL


@pytest.mark.parametrize("path", ["/staff/accounts", "/staff/accounts/new"])
def test_only_administrators_see_the_accounts(desk: Desk, path: str) -> None:
    desk.officer("kanri").opens(path)
    for login in ("tanto", "kessai", "kansa"):
        desk.officer(login).opens(path, expected=403)


def test_only_auditors_read_the_trail(desk: Desk) -> None:
    desk.officer("kansa").opens("/staff/audit")
    for login in ("tanto", "kessai", "kanri"):
        desk.officer(login).opens("/staff/audit", expected=403)


def test_a_form_without_its_token_changes_nothing(desk: Desk) -> None:
    """Mutation: `_check_form` left out for staff."""
    number = desk.file(ALLOWANCE)
    clerk = desk.officer()
    answer = clerk.client.post(f"/staff/cases/{number}/review", data={"lock": lock_of(desk, number)})
    assert answer.status_code == 403
    with desk.case(number) as (_, application):
        assert application.state is State.ARRIVED


def proposed(desk: Desk, by: str) -> str:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (session, application):
        member = desk.member(by)
        review.start_review(session, application, by=member, now=desk.clock())
        outcome = review.possible_outcomes(application)[0]
        review.propose(session, application, Proposal(outcome), by=member, now=desk.clock())
    return number


def lock_of(desk: Desk, number: str) -> str:
    with desk.case(number) as (_, application):
        return str(application.lock)
