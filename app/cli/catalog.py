"""The catalogue, for people and for machines."""

import argparse
import json
import sys
from typing import Any

from app.procedures.catalog_files import read_catalog
from app.procedures.definition import Procedure


def summary_of(procedure: Procedure) -> dict[str, Any]:
    return {
        "key": procedure.key,
        "title": procedure.title.ja,
        "category": procedure.category,
        "fee": list(procedure.fee.units) if procedure.fee else None,
        "steps": len(procedure.steps),
        "questions": len(procedure.questions),
    }


def show(arguments: argparse.Namespace) -> int:
    rows = [summary_of(procedure) for procedure in read_catalog().values()]
    if arguments.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return 0
    for row in rows:
        sys.stdout.write(
            f"{row['key']}  {row['title']}  {row['steps']} steps, {row['questions']} questions\n"
        )
    return 0
