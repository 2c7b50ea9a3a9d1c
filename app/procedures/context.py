"""What rules may look at beside the answers: the day, the register, and the town's own settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.japan.business_days import ClosedDays


@dataclass(frozen=True)
class Context:
    """`today` in JST. `known`: term → value of the register. `parameters`: the town's, for this procedure.

    Of these only what two people of the town confirmed, by name. `confirmations`: what they confirmed of the tables
    of national values, for `app.calculations` (table → day from which it holds → values).
    """

    today: date
    known: Mapping[str, Any] = field(default_factory=dict)
    closed_days: ClosedDays = field(default_factory=ClosedDays)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    confirmations: Mapping[str, Mapping[date, Mapping[str, Any]]] = field(default_factory=dict)

    def with_person(self, role: str, person: Mapping[str, Any]) -> "Context":
        """In place of whoever had that role before."""
        return replace(self, known=known_with(self.known, role, person))


def known_with(known: Mapping[str, Any], role: str, person: Mapping[str, Any]) -> dict[str, Any]:
    """The register's terms with this person's as `<role>.…`, nested parts flattened (`row.address.town`)."""
    terms = {term: value for term, value in known.items() if not term.startswith(f"{role}.")}
    for part, value in person.items():
        if isinstance(value, Mapping):
            terms.update({f"{role}.{part}.{name}": inner for name, inner in value.items()})
        else:
            terms[f"{role}.{part}"] = value
    return terms
