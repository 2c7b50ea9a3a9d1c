"""Values of the town, proposed by one administrator and confirmed by another, as they look."""

import pytest

from app.auth.identity import Role
from app.auth.staff_accounts import NewStaff, create_account
from tests.browser.conftest import Visiting
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser


def test_one_proposes_and_another_confirms(world: World, officer: Visiting) -> None:
    with world.office.database.write() as session:
        new = NewStaff("kanri2", "管理 みどり", PASSWORD, frozenset({Role.ADMIN}), frozenset())
        create_account(session, new, by=None, now=world.clock()).must_change_password = False
    first, second = officer("kanri"), officer("kanri2")
    first.opens("/staff/parameters")
    first.looks_as_staff("values of the town")
    first.opens("/staff/parameters/new?name=offerings.certificate_of_residence.postage_yen")
    first.looks_as_staff("postage, proposed")
    first.opens(
        "/staff/parameters/new?name=offerings.certificate_of_residence.deadlines.extend_to_next_business_day"
    )
    first.looks_as_staff("yes or no, proposed")
    first.opens("/staff/parameters/new?name=offerings.certificate_of_residence.fees.copy")
    first.types("value", "たくさん")
    first.presses("提案する")
    first.looks_as_staff("a value that is none")
    first.types("value", "400")
    first.types("source", "手数料条例 別表")
    first.presses("提案する")
    first.looks_as_staff("values of the town, one waits")
    for walker, name in ((first, "one's own proposal"), (second, "another's proposal")):
        walker.opens("/staff/parameters")
        walker.touches(walker.page.locator("a.row-link").first)
        walker.looks_as_staff(name)
    second.presses("原本と同じなので、確かめた")
    assert "記録しました" in second.text
    second.looks_as_staff("values of the town, one confirmed")
