"""続柄: what two people of one household are to each other, by what the resident register says each is to the head.

Nothing is guessed: the child of a child of the house may be one's own or a brother's, so there is no word for it.
"""

from typing import Literal

HEAD = "世帯主"
SPOUSES = ("妻", "夫", "配偶者", "妻（未届）", "夫（未届）", "妻(未届)", "夫(未届)")
CHILDREN = ("子", "長男", "長女", "二男", "二女", "三男", "三女")

Relation = Literal[
    "spouse",
    "child",
    "spouses_child",
    "child_in_law",
    "grandchild",
    "parent",
    "parent_in_law",
    "grandparent",
    "sibling",
    "nephew_niece",
    "uncle_aunt",
]

# One step from the head, and two: 妻の子 is a child of the wife alone.
_ONE: dict[str, str] = {
    HEAD: "head",
    **dict.fromkeys(SPOUSES, "spouse"),
    **dict.fromkeys(CHILDREN, "child"),
    **dict.fromkeys(("孫",), "grandchild"),
    **dict.fromkeys(("父", "母"), "parent"),
    **dict.fromkeys(("祖父", "祖母"), "grandparent"),
    **dict.fromkeys(("兄", "弟", "姉", "妹"), "sibling"),
}
_TWO: dict[tuple[str, str], str] = {
    ("spouse", "child"): "spouses_child",
    ("spouse", "parent"): "spouses_parent",
    ("child", "child"): "grandchild",
    ("child", "spouse"): "child_in_law",
    ("sibling", "child"): "nephew_niece",
    ("parent", "parent"): "grandparent",
}

# What one is to the head → what the other is to the head → what the other is to one.
_BETWEEN: dict[str, dict[str, Relation]] = {
    "head": {
        "spouse": "spouse",
        "child": "child",
        "spouses_child": "spouses_child",
        "child_in_law": "child_in_law",
        "grandchild": "grandchild",
        "parent": "parent",
        "spouses_parent": "parent_in_law",
        "grandparent": "grandparent",
        "sibling": "sibling",
        "nephew_niece": "nephew_niece",
    },
    "spouse": {
        "head": "spouse",
        "child": "child",
        "spouses_child": "child",
        "child_in_law": "child_in_law",
        "grandchild": "grandchild",
        "parent": "parent_in_law",
        "spouses_parent": "parent",
    },
    "child": {"head": "parent", "spouse": "parent", "child": "sibling", "parent": "grandparent"},
    "spouses_child": {"spouse": "parent", "spouses_child": "sibling", "spouses_parent": "grandparent"},
    "child_in_law": {"head": "parent_in_law", "spouse": "parent_in_law"},
    "grandchild": {"head": "grandparent", "spouse": "grandparent"},
    "parent": {"head": "child", "spouse": "child_in_law", "child": "grandchild", "parent": "spouse"},
    "spouses_parent": {"head": "child_in_law", "spouse": "child", "child": "grandchild"},
    "grandparent": {"head": "grandchild"},
    "sibling": {"head": "sibling", "sibling": "sibling", "parent": "parent", "child": "nephew_niece"},
    "nephew_niece": {"head": "uncle_aunt"},
}


def relation_to(mine: str, theirs: str) -> Relation | None:
    """What somebody is to me, both given as the register has us to the head; None where that does not settle it."""
    return _BETWEEN.get(_place_of(mine), {}).get(_place_of(theirs))


def _place_of(words: str) -> str:
    """子の子 and 孫 are the same place; empty for a word of which nothing follows (同居人, 縁故者)."""
    first, joint, second = words.partition("の")
    if not joint:
        return _ONE.get(words, "")
    return _TWO.get((_ONE.get(first, ""), _ONE.get(second, "")), "")
