"""The vectors beside this file: worked out by others from the rules, none of them by the code under test."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "vectors"


def vectors(name: str, kind: str = "vector") -> list[Any]:
    """Each a mapping, named by its number."""
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))[kind]
    return [pytest.param(each, id=each["id"]) for each in found]
