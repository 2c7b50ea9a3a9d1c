"""What two people of one household are to each other."""

import pytest

from app.japan.relationships import CHILDREN, relation_to

INVERSE = {
    "spouse": {"spouse"},
    "child": {"parent"},
    "parent": {"child"},
    "sibling": {"sibling"},
    "grandchild": {"grandparent"},
    "grandparent": {"grandchild"},
    "child_in_law": {"parent_in_law"},
    "parent_in_law": {"child_in_law"},
    "nephew_niece": {"uncle_aunt"},
    "uncle_aunt": {"nephew_niece"},
}
WORDS = [
    "世帯主",
    "妻",
    "夫",
    "子",
    "長男",
    "二女",
    "孫",
    "子の子",
    "子の妻",
    "子の夫",
    "妻の子",
    "夫の子",
    "父",
    "母",
    "妻の父",
    "夫の母",
    "祖母",
    "父の母",
    "兄",
    "妹",
    "弟の子",
    "同居人",
    "縁故者",
]


@pytest.mark.parametrize(
    ("mine", "theirs", "relation"),
    [
        ("世帯主", "妻", "spouse"),
        ("夫", "世帯主", "spouse"),
        ("世帯主", "長女", "child"),
        ("妻", "子", "child"),
        ("妻", "妻の子", "child"),
        ("世帯主", "妻の子", "spouses_child"),
        ("世帯主", "子の子", "grandchild"),
        ("母", "子", "grandchild"),
        ("妻の母", "子", "grandchild"),
        ("妻の母", "妻", "child"),
        ("妻", "妻の母", "parent"),
        ("夫", "父", "parent_in_law"),
        ("子", "世帯主", "parent"),
        ("子", "父", "grandparent"),
        ("長男", "二女", "sibling"),
        ("姉", "子", "nephew_niece"),
        ("世帯主", "弟の子", "nephew_niece"),
        ("父", "母", "spouse"),
        ("子の妻", "世帯主", "parent_in_law"),
    ],
)
def test_what_follows_is_said(mine: str, theirs: str, relation: str) -> None:
    assert relation_to(mine, theirs) == relation


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("子", "子の子"),  # one's own, or a brother's
        ("子", "子の妻"),
        ("子の子", "子の子"),  # siblings, or cousins
        ("子の子", "子"),
        ("世帯主", "同居人"),
        ("同居人", "子"),
        ("None", "子"),
        ("世帯主", "妻のいとこ"),
        ("子", "妻の子"),
    ],
)
def test_what_does_not_follow_is_not_guessed(mine: str, theirs: str) -> None:
    """Catches: an aunt told that the child of the house is hers."""
    assert relation_to(mine, theirs) is None


@pytest.mark.parametrize("mine", WORDS)
@pytest.mark.parametrize("theirs", WORDS)
def test_two_people_see_the_same_tie_from_both_sides(mine: str, theirs: str) -> None:
    """Catches: a row of the table that contradicts another: his mother, whose child he isn't."""
    one, other = relation_to(mine, theirs), relation_to(theirs, mine)
    if one and other and one != "spouses_child" and other != "spouses_child":
        assert other in INVERSE[one], (mine, theirs)


def test_children_have_one_place_whatever_their_number() -> None:
    assert {relation_to("世帯主", word) for word in CHILDREN} == {"child"}
