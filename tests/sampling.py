"""Which procedures stand for all in the ordinary run: together they have everything that definitions can have.

The others are walked by `dev.py test --long`. A new kind of question, or a new part of a definition, brings a
procedure that has it into the ordinary run by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from app.procedures.definition import Procedure
from app.procedures.questions.groups import GroupQuestion

# Walked by hand in the scenarios, so they are known best.
ALWAYS = ("child_allowance_amount_revision", "certificate_of_residence", "disaster_certificate")


def features_of(procedure: Procedure) -> Iterator[str]:
    for question in procedure.questions.values():
        yield question.kind
        if isinstance(question, GroupQuestion):
            yield from (f"{inner.kind} in a row" for inner in question.questions)
        yield from (
            f"{part} of a question" for part in ("subject", "several") if getattr(question, part, False)
        )
    for step in procedure.steps:
        yield from (
            part for part in ("later", "at_check", "confirmed_at_check", "previews") if getattr(step, part)
        )
    yield from (part for part in ("fee", "stops", "single", "previews", "checks") if getattr(procedure, part))
    yield from (rule.kind for rule in procedure.filing)
    yield procedure.assurance


def covering(catalog: Mapping[str, Procedure]) -> list[str]:
    """The one that brings most is taken first; of equals the one with fewer questions."""
    features = {key: frozenset(features_of(procedure)) for key, procedure in catalog.items()}
    chosen = [key for key in ALWAYS if key in catalog]
    seen = frozenset[str]().union(*(features[key] for key in chosen))
    while missing := frozenset[str]().union(*features.values()) - seen:
        best = max(features, key=lambda key: (len(features[key] & missing), -len(catalog[key].questions)))
        chosen.append(best)
        seen |= features[best]
    return chosen


def sampled(catalog: Mapping[str, Procedure]) -> list[Any]:
    """Keys for `parametrize`."""
    return rest_is_long(catalog, set(covering(catalog)))


def rest_is_long(keys: Iterable[str], ordinary: set[str]) -> list[Any]:
    return [key if key in ordinary else pytest.param(key, marks=pytest.mark.long) for key in keys]
