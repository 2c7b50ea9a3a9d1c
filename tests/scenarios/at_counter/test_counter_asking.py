"""From 「私です」 to what has arrived: an event, only what is missing, read, signed and sent at once."""

import pytest

from app.applications.lifecycle import State
from tests.people import Clerk, Resident
from tests.scenarios import at_the_desk, counter
from tests.world import World


def told_all(clerk: Clerk, tablet: Resident, event: str) -> tuple[str, list[tuple[str, str]], list[int]]:
    """Until it is signed; what was asked, and how many taps each round took."""
    sought, asked_of, told = OF_EVENT[event]
    visit_id = counter.receives(clerk, tablet, sought)
    at_the_desk.begins(clerk, event)
    at_the_desk.tells_event(clerk, asked_of)
    clerk.sends("この手続を始める")
    asked = at_the_desk.answers(clerk, told)
    at_the_desk.collects(clerk)
    assert clerk.heading == "読み合わせ"
    return visit_id, asked, at_the_desk.stands_behind(tablet)


ASKED_OF_NOBODY = {
    *("applicant_name", "applicant_birth", "applicant_address"),
    *("deceased_name", "death_date", "claimant_child_relation", "rep_relation", "asset_kinds"),
    *("members.0.member_relation", "members.1.member_relation", "filer_kind"),
}
OF_EVENT = {
    "moving_in": ("arai 0707", at_the_desk.MOVING_IN, at_the_desk.OF_MOVING_IN),
    "bereavement": ("miyashita 0814", at_the_desk.DEATH, at_the_desk.OF_DEATH),
}
WHO = {"moving_in": ("新井 大地", at_the_desk.FIVE), "bereavement": ("宮下 直美", at_the_desk.OTHER_FIVE)}


@pytest.mark.parametrize("event", OF_EVENT)
def test_somebody_is_asked_once_and_all_applications_arrive(
    world: World, clerk: Clerk, tablet: Resident, event: str
) -> None:
    """Must catch: a question asked twice; one that the register answers; an application not sent, or sent empty."""
    visit_id, asked, taps = told_all(clerk, tablet, event)
    assert len(asked) == len({at for _, at in asked}), "whichever application it is for"
    assert not [at for _, at in asked if at in ASKED_OF_NOBODY]
    assert max(taps) <= 4
    name, procedures = WHO[event]
    at_the_desk.signs(tablet, name)
    cases = at_the_desk.cases_of(world, visit_id)
    assert {each.procedure_key for each in cases} == procedures
    assert {each.state for each in cases} == {State.ARRIVED}
    assert {each.channel for each in cases} == {"counter"}
    assert len({each.reference_number for each in cases}) == len(cases)
