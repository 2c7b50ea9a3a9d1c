"""Who is who: a person as the register knows them, else as their sign-in does, under a digest that can be searched."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from app.auth.keys import AuthKeys, keyed_digest
from app.auth.models import ResidentAccount


@dataclass(frozen=True)
class Person:
    """The side that is acted for. `person_key` is None for an account that the register does not know."""

    digest: str
    person_key: str | None = field(repr=False)
    name: str = field(repr=False)
    account_id: UUID | None = None


def person_of_account(keys: AuthKeys, account: ResidentAccount, name: str = "") -> Person:
    """The same person whichever way they sign in, where the register knows them."""
    if account.person_key is not None:
        return replace(person_in_register(keys, account.person_key, name), account_id=account.id)
    return Person(keyed_digest(keys.subjects, "account", str(account.id)).hex(), None, name, account.id)


def person_in_register(keys: AuthKeys, person_key: str, name: str = "") -> Person:
    return Person(keyed_digest(keys.subjects, "person", person_key).hex(), person_key, name)


def one_space(name: str) -> str:
    """A card has a wide space between the names, and somebody who types has any."""
    return " ".join(name.split())
