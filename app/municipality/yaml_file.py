"""A YAML file on disk → plain values, refusing what YAML would let pass in silence."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml


class UnreadableFile(ValueError):
    """The file isn't there, isn't YAML, or says one thing twice. The message names file, line and remedy."""


class _StrictLoader(yaml.CSafeLoader):
    """The safe loader, but a repeated key is an error: plain YAML lets the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                problem = f"「{key}」が2回書かれています。どちらかを消してください。"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> Any:
    """Raises UnreadableFile."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise UnreadableFile(
            f"{path}: 読めません。ファイルの場所と、文字コードがUTF-8であることを確かめてください。"
        ) from cause
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a subclass of SafeLoader)
    except yaml.MarkedYAMLError as cause:
        line = cause.problem_mark.line + 1 if cause.problem_mark else 1
        problem = cause.problem or ""
        hint = problem if "回書かれて" in problem else "字下げ・コロン・引用符を確かめてください。"
        raise UnreadableFile(f"{path}: {line}行目: {hint}") from cause
    except yaml.YAMLError as cause:
        raise UnreadableFile(f"{path}: 使えない文字が入っています。") from cause
