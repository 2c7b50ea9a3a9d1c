"""The catalogue, for people and for machines."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from app.procedures.catalog_files import read_catalog
from app.procedures.definition import Procedure
from app.procedures.event_linting import problems_of_events
from app.procedures.events import events, problems_of_finding
from app.procedures.guides import guides
from app.procedures.questions.groups import GroupQuestion


def summary_of(procedure: Procedure) -> dict[str, Any]:
    """`fee`: the names of its amounts, None where it is free. Questions in rows of a group count once each."""
    return {
        "key": procedure.key,
        "title": procedure.title.ja,
        "category": procedure.category,
        "assurance": procedure.assurance.value,
        "filing": sorted({rule.kind.value for rule in procedure.filing}),
        "fee": list(procedure.fee.units) if procedure.fee else None,
        "steps": len(procedure.steps),
        "questions": sum(_asked(each) for each in procedure.questions.values()),
    }


def _asked(question: Any) -> int:
    return len(question.questions) if isinstance(question, GroupQuestion) else 1


def counts_of(procedures: Iterable[Procedure]) -> dict[str, Any]:
    """Guidance and events are no procedures: nothing is applied for there, so they are counted apart."""
    rows = [summary_of(each) for each in procedures]
    return {
        "procedures": len(rows),
        "by_category": dict(sorted(Counter(row["category"] for row in rows).items())),
        "by_assurance": dict(sorted(Counter(row["assurance"] for row in rows).items())),
        "with_fee": sum(row["fee"] is not None for row in rows),
        "steps": sum(row["steps"] for row in rows),
        "questions": sum(row["questions"] for row in rows),
        "guidance": len(guides()),
        "events": len(events()),
    }


def show(arguments: argparse.Namespace) -> int:
    """1 where a life event or a saying names what there is not."""
    catalog = read_catalog()
    told = counts_of(catalog.values()) if arguments.counts else list(map(summary_of, catalog.values()))
    if arguments.json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif isinstance(told, dict):
        sys.stdout.writelines(f"{what}: {_line_of(count)}\n" for what, count in told.items())
    else:
        sys.stdout.writelines(f"{_row(each)}\n" for each in told)
    problems = [*problems_of_finding(catalog, guides()), *problems_of_events(catalog)]
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def _row(row: dict[str, Any]) -> str:
    fee = "free" if row["fee"] is None else "fee: " + (", ".join(row["fee"]) or "by hand")
    filing = "/".join(row["filing"])
    return (
        f"{row['key']}  {row['title']}  {row['category']}, {row['assurance']}, {filing}, {fee}, "
        f"{row['steps']} steps, {row['questions']} questions"
    )


def _line_of(count: Any) -> str:
    return (
        ", ".join(f"{key} {each}" for key, each in count.items()) if isinstance(count, dict) else str(count)
    )
