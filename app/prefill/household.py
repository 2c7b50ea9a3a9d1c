"""Who lives together, and who of them may be shown to whom."""

from dataclasses import dataclass
from datetime import date

from app.japan.relationships import HEAD


@dataclass(frozen=True)
class Member:
    """A person of a household as the resident register has them; no address, no contact.

    `sex` is male, female or unspecified; `relationship_to_head` the register's own word (世帯主, 妻, 子 …).
    """

    key: str
    family_name: str
    given_name: str
    family_name_kana: str
    given_name_kana: str
    date_of_birth: date
    sex: str
    relationship_to_head: str
    alias: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def is_head(self) -> bool:
        return self.relationship_to_head == HEAD


@dataclass(frozen=True)
class Household:
    """People registered together (世帯). `protected`: their whereabouts must not be told (DV等支援措置)."""

    key: str
    protected: bool
    members: tuple[Member, ...]

    @property
    def head(self) -> Member | None:
        """None when the head (世帯主) isn't among the members shown."""
        return next((member for member in self.members if member.is_head), None)


def visible_members(household: Household, person_key: str) -> tuple[Member, ...]:
    """Whom this person may see: all of their own household, only themselves under protection, else nobody.

    A protected household is hidden even from its own members: the one who is signed in may be the very person
    they are protected from (住民基本台帳事務処理要領の支援措置).
    """
    if all(member.key != person_key for member in household.members):
        return ()
    if household.protected:
        return tuple(member for member in household.members if member.key == person_key)
    return household.members
