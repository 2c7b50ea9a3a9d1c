"""Rules with a name."""

import pytest

from app.procedures import rules
from app.procedures.context import Context
from app.procedures.named import CHECKS, FACTS, PREVIEWS, NamedFacts, fact, previewed
from tests import make
from tests.procedures.making import CONTEXT, TODAY


def test_every_rule_of_the_package_has_been_read_and_is_asked_for() -> None:
    """Must catch: a module of rules that nobody imports, whose checks never run; a rule no definition asks for."""
    assert rules.__doc__
    assert {"ledger_is_unknown", "students_could_count", "has_child_under_3"} <= set(FACTS)
    procedures = make.catalog().values()
    assert {name for each in procedures for name in each.checks} == set(CHECKS)
    on_pages = {name for each in procedures for step in each.steps for name in step.previews}
    assert {name for each in procedures for name in each.previews} | on_pages == set(PREVIEWS)


def test_a_fact_is_worked_out_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.procedures.named.FACTS", {})
    asked = []

    @fact
    def number_of_answers(answers: object, context: Context) -> int:
        asked.append(context.today)
        return len(answers)  # type: ignore[arg-type]

    known = NamedFacts({"a": 1}, Context(TODAY))
    assert [*known] == ["number_of_answers"]
    assert len(known) == 1
    assert asked == []
    assert known["number_of_answers"] == 1
    assert known.get("nothing") is None
    assert asked == [TODAY]


def test_previews_say_what_they_can_of_what_is_answered_so_far() -> None:
    """Must catch: a page that breaks because an answer of a later page is missing."""
    assert previewed((), {}, CONTEXT) == ()
    for name in PREVIEWS:
        assert isinstance(previewed((name,), {}, CONTEXT), tuple)
