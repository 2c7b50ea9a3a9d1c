"""Another person's ids, in every address that takes one: nothing is there, and nothing is told."""

from collections.abc import Callable, Iterator

import pytest

from app.applications.models import Application
from app.files.models import StoredFile
from app.web.policies import Audience
from tests.hostile.furnished import NAME, Furnished
from tests.hostile.routes import Address, addresses_of
from tests.people import Clerk, Resident
from tests.world import PASSWORD, World

OWN = {"application_id", "number", "post_id"}
# What only the owner may know. The 受付番号 stands in the address itself.
SECRETS = (*NAME.split(), "湊", "若葉台", "090-0000-0101", "たいせつなことば", "床.jpg")


@pytest.fixture
def neighbour(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    visitor.signs_in("inoue_fumi", "2001")
    yield visitor
    visitor.close()


def token_of(visitor: Resident | Clerk, page: str) -> str:
    visitor.opens(page)
    return str(visitor.page.xpath("//input[@name='form_token']/@value")[0])


def of_residents(world: World, method: str) -> list[Address]:
    found = addresses_of(world.app)
    mine = [
        each for each in found if each.method == method and OWN & set(each.places) and not each.is_for_staff
    ]
    assert mine
    assert all(each.policy.audience is Audience.APPLICANT for each in mine)
    return mine


def test_the_owner_finds_it_all(world: World, furnished: Furnished) -> None:
    """So that the others' 404 means something."""
    for address in of_residents(world, "GET"):
        answer = furnished.owner.client.get(furnished.fill(address))
        # No number for the counter has been shown in this browser, so there is no picture of one.
        expected = 404 if address.path == "/apply/{application_id}/counter/qr.svg" else 200
        assert answer.status_code == expected, address.path


def test_a_neighbour_is_told_that_it_does_not_exist(
    world: World, furnished: Furnished, neighbour: Resident
) -> None:
    """Must catch: one page of one case that does not ask whose it is."""
    for address in of_residents(world, "GET"):
        theirs = neighbour.client.get(furnished.fill(address))
        never = neighbour.client.get(furnished.fill_with_nothing(address))
        assert theirs.status_code == never.status_code == 404, address.path
        assert theirs.text == never.text, f"{address.path} tells that there is something"
        assert [word for word in SECRETS if word in theirs.text] == []


def test_a_neighbour_cannot_change_it_either(world: World, furnished: Furnished, neighbour: Resident) -> None:
    """Must catch: a verb that finds a case by its number and not by its owner."""
    token = token_of(neighbour, "/my")
    files = [("photos", ("a.jpg", b"\xff\xd8\xff", "image/jpeg"))]
    before = everything_of(furnished)
    for address in of_residents(world, "POST"):
        sent = {"form_token": token, "stage": "draft-0", "scope": "part", "action": "save_and_exit"}
        given = files if "/files/" in address.path else None
        answer = neighbour.client.post(furnished.fill(address), data=sent, files=given)
        assert answer.status_code == 404, address.path
    assert everything_of(furnished) == before


def test_nobody_without_a_session_gets_further_than_the_door(
    world: World, furnished: Furnished, visitor: Callable[[], Resident]
) -> None:
    stranger = visitor()
    for address in (*of_residents(world, "GET"), *staff_pages(world, "GET")):
        stranger.opens(furnished.fill(address))
        door = "/staff/sign-in" if address.is_for_staff else "/sign-in"
        assert stranger.path == door, address.path
        assert [word for word in SECRETS if word in stranger.answer.text] == []


def staff_pages(world: World, method: str) -> list[Address]:
    return [each for each in addresses_of(world.app) if each.is_for_staff and each.method == method]


def test_staff_of_another_section_are_told_that_it_does_not_exist(world: World, furnished: Furnished) -> None:
    """Must catch: a page of a case that asks for a role and not for the section."""
    other = Clerk(world.url)
    other.signs_in("yosho", PASSWORD)
    cases = [each for each in staff_pages(world, "GET") if "reference_number" in each.places]
    assert cases
    for address in cases:
        assert furnished.officer.client.get(furnished.fill(address)).status_code == 200, address.path
        answer = other.client.get(furnished.fill(address))
        never = other.client.get(furnished.fill_with_nothing(address))
        # 「次の案件へ」 leads on to their own queue, whatever number it was asked from.
        expected = 200 if address.path.endswith("/next") else 404
        assert answer.status_code == never.status_code == expected, address.path
        assert [word for word in SECRETS if word in answer.text] == []
        assert expected == 200 or answer.text == never.text, address.path
    other.close()


def test_the_office_staff_of_no_case_see_none(world: World, furnished: Furnished) -> None:
    """Must catch: an administrator or an auditor who opens a case."""
    for login in ("kanri", "kansa"):
        visitor = Clerk(world.url)
        visitor.signs_in(login, PASSWORD)
        for address in staff_pages(world, "GET"):
            if "reference_number" in address.places:
                answer = visitor.client.get(furnished.fill(address))
                assert answer.status_code in {403, 404}, address.path
                assert [word for word in SECRETS if word in answer.text] == []
        visitor.close()


def everything_of(furnished: Furnished) -> list[tuple[object, ...]]:
    """State, lock and answers of each case, and the files: what a neighbour must not move."""
    with furnished.world.office.database.read() as session:
        cases = session.query(Application).order_by(Application.id)
        files = session.query(StoredFile).order_by(StoredFile.id)
        rows: list[tuple[object, ...]] = [
            (each.id, each.lock, each.state, str(each.answers)) for each in cases
        ]
        return rows + [(each.id, each.deleted_at) for each in files]
