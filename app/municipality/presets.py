"""What many procedures of a town share, written once: `presets`, which offerings name with `like`."""

from collections.abc import Mapping
from typing import Any

from app.municipality.yaml_file import UnreadableFile


def with_presets(content: Any) -> Any:
    """The file's content with each offering whole; its own lines go before those of its preset.

    Raises UnreadableFile for a preset that isn't there. What is no mapping is left for the model to complain of.
    """
    if not isinstance(content, Mapping) or not isinstance(content.get("offerings"), Mapping):
        return content
    presets = content.get("presets") or {}
    whole = {key: _merged(key, offering, presets) for key, offering in content["offerings"].items()}
    return {key: value for key, value in content.items() if key != "presets"} | {"offerings": whole}


def _merged(key: str, offering: Any, presets: Any) -> Any:
    if not isinstance(offering, Mapping) or "like" not in offering:
        return offering
    name = offering["like"]
    if not isinstance(presets, Mapping) or not isinstance(presets.get(name), Mapping):
        raise UnreadableFile(
            f"offerings.{key}.like: presets に「{name}」がありません。名前を確かめてください。"
        )
    return {**presets[name], **{part: value for part, value in offering.items() if part != "like"}}
