"""Rules with a name: definitions refer to them, Python states them, tests prove them.

Three families: *facts* (values conditions may ask for), *checks* (across answers, before submitting)
and *previews* (what follows from the answers, shown on the check page, or on a page while it is filled in:
then much may be missing still, and a preview that needs it says nothing).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.language import Message
from app.procedures.context import Context

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Complaint:
    """`question` is the key of the answer to change."""

    question: str
    message: Message


@dataclass(frozen=True)
class Line:
    """One row of a preview; `emphasis` marks the result itself."""

    label: Message
    text: Message
    emphasis: bool = False


FactRule = Callable[[Answers, Context], Any]
CheckRule = Callable[[Answers, Context], Iterator[Complaint]]
PreviewRule = Callable[[Answers, Context], tuple[Line, ...]]

FACTS: dict[str, FactRule] = {}
CHECKS: dict[str, CheckRule] = {}
PREVIEWS: dict[str, PreviewRule] = {}


def fact(rule: FactRule) -> FactRule:
    FACTS[rule.__name__] = rule
    return rule


def check(rule: CheckRule) -> CheckRule:
    CHECKS[rule.__name__] = rule
    return rule


def preview(rule: PreviewRule) -> PreviewRule:
    PREVIEWS[rule.__name__] = rule
    return rule


def previewed(names: Iterable[str], answers: Answers, context: Context) -> tuple[Line, ...]:
    """All that the previews of these names say."""
    return tuple(line for name in names for line in PREVIEWS[name](answers, context))


class NamedFacts(Mapping[str, Any]):
    """The facts of these answers, computed only when a condition asks."""

    def __init__(self, answers: Answers, context: Context) -> None:
        self._answers = answers
        self._context = context

    def __getitem__(self, name: str) -> Any:
        return FACTS[name](self._answers, self._context)

    def __iter__(self) -> Iterator[str]:
        return iter(FACTS)

    def __len__(self) -> int:
        return len(FACTS)
