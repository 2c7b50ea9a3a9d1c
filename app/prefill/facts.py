"""What is known about one person, by the names of the government's interoperability framework (GIF)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Self, TypeAlias

from app.prefill.sources import Source
from app.prefill.terms import TERMS

Plain: TypeAlias = str | int | float | bool | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class Fact:
    """One known value: plain JSON, dates as ISO strings; `as_of` is the day the record was read or copied."""

    value: Plain
    source: Source
    as_of: date


@dataclass(frozen=True, eq=False)
class Facts(Mapping[str, Fact]):
    """Term → Fact (既知の情報). Raises ValueError on a term outside TERMS.

    `unavailable` says that the source didn't answer: nothing known isn't the same as nobody asked.
    `version` names the one state of the register from which all of it was read.
    """

    known: Mapping[str, Fact] = field(default_factory=dict)
    unavailable: bool = False
    version: str = ""

    def __post_init__(self) -> None:
        unknown = sorted(set(self.known) - TERMS)
        if unknown:
            raise ValueError(f"no such term: {', '.join(unknown)}")
        object.__setattr__(self, "known", MappingProxyType(dict(self.known)))

    def __getitem__(self, term: str) -> Fact:
        return self.known[term]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def value_of(self, term: str) -> Plain | None:
        fact = self.known.get(term)
        return None if fact is None else fact.value

    def plain(self) -> dict[str, Plain]:
        """Term → value alone."""
        return {term: fact.value for term, fact in self.items()}

    def under(self, prefix: str) -> dict[str, Plain]:
        """Values by the rest of their term: `under("person.address")` → {"postcode": …, "city": …}."""
        start = f"{prefix}."
        return {term.removeprefix(start): fact.value for term, fact in self.items() if term.startswith(start)}

    def or_else(self, fallback: "Facts") -> "Facts":
        """Term by term, this source before the other; unavailable only when both are."""
        return Facts(
            {**fallback.known, **self.known}, self.unavailable and fallback.unavailable, self.version
        )

    def beside(self, more: "Facts") -> "Facts":
        """What another record adds; whether the source answered stays as it was."""
        return Facts({**more.known, **self.known}, self.unavailable, self.version)

    def only(self, families: Collection[str]) -> "Facts":
        """What a procedure has a use for: a family is the first word of a term (`care`, `person`)."""
        kept = {term: fact for term, fact in self.items() if term.partition(".")[0] in families}
        return Facts(kept, self.unavailable, self.version)

    def as_json(self) -> dict[str, Any]:
        """What is kept with a draft; `Facts.from_json` reads it back."""
        stored = {
            term: {"value": fact.value, "source": fact.source.value, "as_of": fact.as_of.isoformat()}
            for term, fact in self.items()
        }
        return {"unavailable": self.unavailable, "version": self.version, "facts": stored}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Terms that newer versions no longer know are left out: a stored draft must always open."""
        known = {
            term: Fact(each["value"], Source(each["source"]), date.fromisoformat(each["as_of"]))
            for term, each in stored["facts"].items()
            if term in TERMS
        }
        return cls(known, stored["unavailable"], stored.get("version", ""))


NOTHING_KNOWN = Facts()
DID_NOT_ANSWER = Facts(unavailable=True)
