"""The parts of docs/ that are drawn from the code, so that they cannot tell lies."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr

from app.applications import lifecycle
from app.payments import lifecycle as payment_lifecycle
from app.settings import ROOT, Settings
from tests.architecture.house import APP, tree

FENCE = "```"


def layers() -> str:
    """The contract of imports, from top to bottom."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    found = next(each["layers"] for each in contracts if each["type"] == "layers")
    return "\n".join([f"{FENCE}text", *(line.replace("(", "").replace(")", "") for line in found), FENCE])


def packages() -> str:
    """Every package of app/ and every module beside them, with what it says of itself."""
    folders = [path for path in sorted(APP.iterdir()) if (path / "__init__.py").exists()]
    lines = ["| where | what |", "| --- | --- |"]
    lines += [f"| `app/{path.name}/` | {_first_line(path / '__init__.py')} |" for path in folders]
    modules = [path for path in sorted(APP.glob("*.py")) if path.name != "__init__.py"]
    lines += [f"| `app/{path.name}` | {_first_line(path)} |" for path in modules]
    return "\n".join(lines)


def _first_line(path: Path) -> str:
    first = tree(path).body[0]
    words = str(getattr(getattr(first, "value", None), "value", ""))
    return " ".join(words.strip().split("\n\n")[0].split()).replace("|", "\\|")


def application_life() -> str:
    return _states(lifecycle.TRANSITIONS, lifecycle.State.DRAFT)


def payment_life() -> str:
    return _states(payment_lifecycle.TRANSITIONS, payment_lifecycle.PaymentState.REQUESTED)


def _states(transitions: Mapping[tuple[Any, Any], StrEnum], start: StrEnum) -> str:
    arrows: dict[tuple[str, str], list[str]] = {}
    for (state, action), after in transitions.items():
        arrows.setdefault((state.value, after.value), []).append(action.value)
    lines = [f"    {a} --> {b}: {', '.join(actions)}" for (a, b), actions in arrows.items()]
    ends = {b for _, b in arrows} - {a for a, _ in arrows}
    return "\n".join(
        [
            f"{FENCE}mermaid",
            "stateDiagram-v2",
            f"    [*] --> {start.value}",
            *lines,
            *(f"    {end} --> [*]" for end in sorted(ends)),
            FENCE,
        ]
    )


def settings() -> str:
    """Every name the environment may hold, with what holds when it is silent."""
    parts = [_section("The service", "", Settings)]
    parts += _sections_in(Settings, ())
    return "\n\n".join(parts)


def _sections_in(model: type[BaseModel], above: tuple[str, ...]) -> Iterator[str]:
    """A section may have sections of its own."""
    for name, field in model.model_fields.items():
        if isinstance(field.default, BaseModel):
            path, kind = (*above, name), type(field.default)
            yield _section(f"`{'.'.join(path)}`", "".join(f"{each.upper()}__" for each in path), kind)
            yield from _sections_in(kind, path)


def setting_names() -> list[str]:
    return re.findall(r"^\| `([A-Z0-9_]+)`", settings(), re.MULTILINE)


def _section(title: str, prefix: str, model: type[BaseModel]) -> str:
    words = " ".join((model.__doc__ or "").split())
    rows = [
        f"| `{prefix}{name.upper()}` | {_shown(field.default)} |"
        for name, field in model.model_fields.items()
        if not isinstance(field.default, BaseModel)
    ]
    return "\n".join([f"## {title}", "", words, "", "| name | default |", "| --- | --- |", *rows])


def _shown(value: Any) -> str:
    first = value[0] if isinstance(value, tuple) and value else value
    if isinstance(first, SecretStr):
        return "a value for rehearsals" if first.get_secret_value() else "empty"
    if isinstance(value, tuple):
        value = f"[{', '.join(str(each) for each in value)}]"
    elif isinstance(value, Path):
        value = value.relative_to(ROOT) if value.is_absolute() else value
    elif isinstance(value, bool):
        value = str(value).lower()
    return "empty" if value == "" else f"`{value}`"


def faults_in_production() -> str:
    """What must be said before the service starts where real people are."""
    return "\n".join(f"- {fault}" for fault in Settings(environment="production").faults_in_production())


def filled_in(text: str, drawings: Mapping[str, str]) -> str:
    """The text with everything between `<!-- drawn: name -->` and `<!-- end -->` drawn anew."""

    def draw(mark: re.Match[str]) -> str:
        return f"<!-- drawn: {mark[1]} -->\n{drawings[mark[1]]}\n<!-- end -->"

    return re.sub(r"<!-- drawn: (\w+) -->\n.*?<!-- end -->", draw, text, flags=re.DOTALL)


def all_drawings() -> dict[str, str]:
    drawn: Iterable[Any] = (layers, packages, application_life, payment_life, settings, faults_in_production)
    return {each.__name__: each() for each in drawn}
