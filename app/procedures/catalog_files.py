"""YAML files → procedures. One file is one procedure; its name is its key."""

import re
from pathlib import Path
from typing import Any

import yaml

from app.procedures.definition import Procedure

BUILT_IN = Path(__file__).parent / "catalog"


class _StrictLoader(yaml.SafeLoader):
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
        content = yaml.load(path.read_text("utf-8"), _StrictLoader)  # noqa: S506  (a SafeLoader)
        procedure = Procedure.model_validate(content)
    except (ValueError, TypeError, yaml.YAMLError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong
    if procedure.key != path.stem:
        raise ValueError(f"{path.name}: the key is {procedure.key}; name the file like its key")
    return procedure


def read_catalog(folder: Path = BUILT_IN) -> dict[str, Procedure]:
    """Every procedure of the folder by key, in the order of file names."""
    return {path.stem: read_procedure(path) for path in sorted(folder.glob("*.yaml"))}
