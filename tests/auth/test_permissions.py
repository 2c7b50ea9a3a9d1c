from uuid import uuid4

import pytest

from app.auth.identity import Role, StaffMember
from app.auth.permissions import OFFICE_WIDE, PERMISSIONS, Action, as_markdown, may, may_approve


def staff(*roles: Role, sections: tuple[str, ...] = ("children",)) -> StaffMember:
    return StaffMember(uuid4(), "佐藤 恵", frozenset(roles), frozenset(sections))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", [action for action in Action if action not in OFFICE_WIDE])
def test_nobody_touches_a_case_of_another_section(role: Role, action: Action) -> None:
    """Mutation: `return True` in place of the section's membership."""
    assert not may(staff(role), action, "taxes")
    assert not may(staff(role), action, None)


def test_a_clerk_prepares_and_does_not_decide() -> None:
    clerk = staff(Role.CLERK)
    assert may(clerk, Action.PROPOSE, "children")
    assert not may(clerk, Action.APPROVE, "children")
    assert not may(clerk, Action.REFUSE, "children")


def test_an_approver_cannot_approve_their_own_proposal() -> None:
    """Mutation: leave out `staff.id != proposer_id`."""
    both = staff(Role.CLERK, Role.APPROVER)
    assert may_approve(both, uuid4(), "children")
    assert not may_approve(both, both.id, "children")
    assert not may_approve(both, both.id, "children", Action.REFUSE)
    assert not may_approve(both, uuid4(), "children", Action.MANAGE_ACCOUNTS)
    assert not may_approve(both, uuid4(), "taxes")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_whoever_keeps_the_keys_or_the_log_opens_no_case(role: Role) -> None:
    assert not any(may(staff(role), action, "children") for action in Action if action not in OFFICE_WIDE)


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(may(staff(), action, "children") for action in Action)


def test_every_action_is_somebodys() -> None:
    assert frozenset().union(*PERMISSIONS.values()) == frozenset(Action)


def test_the_table_for_the_documentation_says_what_the_rules_say() -> None:
    lines = as_markdown().splitlines()
    assert len(lines) == 2 + len(Action)
    approve = next(line for line in lines if "`approve`" in line)
    assert [cell.strip() for cell in approve.split("|")[2:7]] == ["–", "○", "–", "–", "所属の課"]
