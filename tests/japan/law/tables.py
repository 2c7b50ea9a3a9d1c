"""The tables of dated cases beside this file: each line comes from whoever it names, none from the code."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def rules() -> list[dict[str, Any]]:
    """Of `cases.toml`: name, law, source, and cases as lists of strings."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))["rule"]
    return found


def cases_of(name: str) -> list[list[str]]:
    return [case for rule in rules() if rule["name"] == name for case in rule["cases"]]


def holidays() -> set[date]:
    """The Cabinet Office's list, 2016 to 2027 complete."""
    return {date.fromisoformat(day) for day, _ in _rows("holidays.csv")}


def eras() -> list[tuple[date, str, int]]:
    """Day, era and year in it as ICU has them."""
    return [(date.fromisoformat(day), era, int(year)) for day, era, year in _rows("eras.csv")]


def _rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(line for line in lines if not line.startswith("#")))
