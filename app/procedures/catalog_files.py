"""YAML files → procedures. One file is one procedure; its name is its key, its folder is for readers only."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.procedures.blocks import Raw, expanded
from app.procedures.definition import Procedure

BUILT_IN = Path(__file__).parent / "catalog"
BLOCKS = BUILT_IN / "blocks"


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key that stands twice in one mapping, where YAML would silently keep the last.

    Booleans are `true` and `false` only: YAML 1.1 would read the answers `yes` and `no` as truth values.
    """

    yaml_implicit_resolvers = {
        letter: [(tag, rule) for tag, rule in resolvers if tag != "tag:yaml.org,2002:bool"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key_node, _ in node.value:
        key, line = loader.construct_object(key_node, deep=True), key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise TypeError(f"line {line}: write the key {key!r} in quotes")
        if key in seen:
            raise ValueError(f"line {line}: the key {key} stands twice")
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_procedure(path: Path) -> Procedure:
    """Raises ValueError naming the file and the place."""
    try:
        procedure = Procedure.model_validate(expanded(read_mapping(path), _find_block))
    except (ValueError, TypeError, yaml.YAMLError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong
    if procedure.key != path.stem:
        raise ValueError(f"{path.name}: the key is {procedure.key}; name the file like its key")
    return procedure


def read_mapping(path: Path) -> Raw:
    """A YAML file that is one mapping. Raises ValueError, TypeError, YAMLError."""
    content = yaml.load(path.read_text("utf-8"), _StrictLoader)  # noqa: S506  (a SafeLoader)
    if not isinstance(content, dict):
        raise TypeError("a definition is a mapping")
    return content


@cache
def _find_block(name: str) -> Raw:
    path = BLOCKS / f"{name}.yaml"
    if not path.is_file():
        raise ValueError(f"there is no block {name}")
    return read_mapping(path)


def read_catalog(folder: Path = BUILT_IN) -> dict[str, Procedure]:
    """Every procedure of the folder and of the folders in it by key, in the order of keys. Blocks are none."""
    paths = [path for path in folder.rglob("*.yaml") if BLOCKS not in path.parents]
    if twice := {path.stem for path in paths if [each.stem for each in paths].count(path.stem) > 1}:
        raise ValueError(f"two files are named {', '.join(sorted(twice))}")
    return {path.stem: read_procedure(path) for path in sorted(paths, key=lambda path: path.stem)}


def path_of(key: str) -> Path:
    """Where a built-in definition stands."""
    return next(BUILT_IN.rglob(f"{key}.yaml"))
