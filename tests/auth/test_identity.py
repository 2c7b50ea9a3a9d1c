import pytest

from app.auth.identity import Assurance


def test_assurance_is_ordered_by_strength_and_not_by_spelling() -> None:
    """Mutation: drop the comparisons of `Assurance`; "none" > "contact" then lets anybody in."""
    assert sorted(Assurance, reverse=True) == [
        Assurance.SIGNED,
        Assurance.AUTHENTICATED,
        Assurance.CONTACT,
        Assurance.NONE,
    ]
    assert not Assurance.NONE >= Assurance.CONTACT
    assert Assurance.NONE <= Assurance.CONTACT
    assert Assurance.SIGNED > Assurance.AUTHENTICATED


def test_assurance_compares_with_the_word_a_definition_uses() -> None:
    assert Assurance.AUTHENTICATED >= "contact"
    with pytest.raises(ValueError, match="certain"):
        _ = Assurance.SIGNED > "certain"
