"""Who of a household may be shown to whom."""

from datetime import date

from app.prefill.household import Household, Member, visible_members


def member(key: str, relationship: str = "子") -> Member:
    return Member(key, "見本", key, "ミホン", "ハナ", date(1990, 1, 1), "female", relationship)


MOTHER, CHILD = member("mother", "世帯主"), member("child")


def family(*, protected: bool) -> Household:
    return Household("family", protected, (MOTHER, CHILD))


def test_members_of_a_household_see_each_other() -> None:
    assert visible_members(family(protected=False), "child") == (MOTHER, CHILD)


def test_under_protection_everybody_sees_only_themselves() -> None:
    """Catches: a protected household listed to one of its members, so that somebody behind them reads it."""
    assert visible_members(family(protected=True), "mother") == (MOTHER,)
    assert visible_members(family(protected=True), "child") == (CHILD,)


def test_a_stranger_sees_nobody() -> None:
    """Catches: filtering by the household asked for without asking who asks."""
    assert visible_members(family(protected=False), "stranger") == ()
    assert visible_members(family(protected=True), "stranger") == ()


def test_the_head_is_known_only_when_shown() -> None:
    shown = Household("family", True, visible_members(family(protected=True), "child"))
    assert family(protected=False).head == MOTHER
    assert shown.head is None


def test_a_person_with_one_name_has_no_stray_space() -> None:
    single = Member("a", "SUKARNO", "", "スカルノ", "", date(1990, 1, 1), "male", "世帯主")
    assert single.full_name == "SUKARNO"
