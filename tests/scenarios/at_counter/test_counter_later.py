"""Something that nobody knows at the desk, and that may follow."""

from app.applications.lifecycle import State
from app.applications.statuses import is_open_for_additions
from tests.people import Clerk, Resident
from tests.scenarios import at_the_desk, counter
from tests.world import World


def test_a_page_that_may_wait_is_left_for_after_it_has_arrived(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: 「あとで」 that leaves an application unsent, comes back with the next page, or is lost afterwards."""
    visit_id = counter.receives(clerk, tablet, "arai 0707")
    at_the_desk.begins(clerk, "moving_in")
    at_the_desk.tells_event(clerk, at_the_desk.MOVING_IN)
    clerk.sends("この手続を始める")
    asked: list[tuple[str, str]] = []
    left: list[list[str]] = []
    while clerk.path.endswith("/ask"):
        if clerk.page.xpath("//main//button[@name='later']"):
            left.append([str(each) for each in clerk.page.xpath("//main//input[@name='_asked']/@value")])
            clerk.sends("あとで")
        else:
            at_the_desk.answers_page(clerk, at_the_desk.OF_MOVING_IN, asked)
    assert left == [["prev_office_no", "prev_cm", "assets_note"]]
    at_the_desk.collects(clerk)
    at_the_desk.stands_behind(tablet)
    at_the_desk.signs(tablet, "新井 大地")
    cases = {each.procedure_key: each for each in at_the_desk.cases_of(world, visit_id)}
    assert {each.state for each in cases.values()} == {State.ARRIVED}
    case = cases["kaigo_certification_transfer"]
    assert not {"prev_office_no", "assets_note"} & case.versions[-1].answers.keys()
    assert is_open_for_additions(case)
