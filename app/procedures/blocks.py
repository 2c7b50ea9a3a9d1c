"""What several definitions share: written once under `catalog/blocks/`, and put in where a definition names it.

A block holds `questions`, `steps`, `options` or `settings`. The published definition stands by itself: blocks are
gone from it, so that a block may change without touching what was submitted.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Raw: TypeAlias = dict[str, Any]
Find: TypeAlias = Callable[[str], Raw]
PARTS = {"questions", "steps", "options", "settings"}
REFERENCES = ("question", "rows_from", "copy_from")


def expanded(content: Raw, find: Find) -> Raw:
    """The definition without blocks. Raises ValueError for a block, a question or a use of it that does not exist.

    `like: [a, b]` gives settings for what the definition itself leaves out, the later block before the earlier.
    """
    own = {key: value for key, value in content.items() if key != "like"}
    inherited: Raw = {}
    for name in content.get("like", ()):
        inherited |= _part(find, name, "settings")
    whole = copy.deepcopy({**inherited, **own})
    whole["steps"] = [step for each in whole.get("steps", ()) for step in _steps(each, find)]
    return whole


def _part(find: Find, name: str, part: str) -> Any:
    block = find(name)
    if set(block) - PARTS:
        raise ValueError(f"block {name}: only {', '.join(sorted(PARTS))} may stand in a block")
    if part not in block:
        raise ValueError(f"block {name} has no {part}")
    return copy.deepcopy(block[part])


def _steps(step: Raw, find: Find) -> list[Raw]:
    if "block" not in step:
        return [_with_questions(step, find)]
    use = dict(step)
    name = use.pop("block")
    changes: Raw = {
        key: use.pop(key) for key in ("without", "only", "change", "prefix", "words") if key in use
    }
    steps = [page for each in _part(find, name, "steps") for page in _steps(each, find)]
    if use and len(steps) != 1:
        raise ValueError(f"block {name} has {len(steps)} pages; {', '.join(use)} would be for one")
    keys = {question["key"] for each in steps for question in each["questions"]}
    chosen = ({**each, "questions": _chosen(name, each["questions"], changes, keys), **use} for each in steps)
    return [_with_questions(each, find) for each in chosen if each["questions"]]


def _with_questions(step: Raw, find: Find) -> Raw:
    return {**step, "questions": [q for each in step.get("questions", ()) for q in _questions(each, find)]}


def _questions(question: Raw, find: Find) -> list[Raw]:
    """One question, or those of the block it names."""
    if "block" in question:
        use = dict(question)
        name = use.pop("block")
        when = use.pop("when", None)
        found = [q for each in _part(find, name, "questions") for q in _questions(each, find)]
        chosen = _chosen(name, found, use, {each["key"] for each in found})
        # Once more, for options that a change names.
        return [_only_when(each, when) for question in chosen for each in _questions(question, find)]
    whole = dict(question)
    if isinstance(options := whole.get("options"), str):
        whole["options"] = _part(find, options, "options")
    if "questions" in whole:
        whole["questions"] = [q for each in whole["questions"] for q in _questions(each, find)]
    return [whole]


def _only_when(question: Raw, when: Any) -> Raw:
    if when is None:
        return question
    own = question.get("when")
    return {**question, "when": {"all": [when, own]} if own else when}


def _chosen(name: str, questions: list[Raw], use: Mapping[str, Any], keys: set[str]) -> list[Raw]:
    """`without` and `only` choose, `change` says anew, `prefix` and `words` tell two uses of a block apart.

    `keys` are those of the whole block, whose pages may be several; one that is left without questions is dropped.
    """
    if unknown := set(use) - {"without", "only", "change", "prefix", "words"}:
        raise ValueError(f"block {name}: no such use as {', '.join(sorted(unknown))}")
    named = {*use.get("without", ()), *use.get("only", ()), *use.get("change", {})}
    if missing := named - keys:
        raise ValueError(f"block {name} has no question {', '.join(sorted(missing))}")
    kept = [
        q for q in questions if q["key"] in use.get("only", keys) and q["key"] not in use.get("without", ())
    ]
    changed = [{**question, **use.get("change", {}).get(question["key"], {})} for question in kept]
    prefixed = [_prefixed(question, use.get("prefix", ""), keys) for question in changed]
    return [_worded(question, use.get("words", {}), "ja") for question in prefixed]


def _prefixed(question: Any, prefix: str, keys: set[str]) -> Any:
    """The key, and every reference to another question of the same block."""
    if not prefix or not isinstance(question, dict | list):
        return question
    if isinstance(question, list):
        return [_prefixed(each, prefix, keys) for each in question]
    whole = {part: _prefixed(value, prefix, keys) for part, value in question.items()}
    for part in ("key", *REFERENCES):
        if isinstance(value := whole.get(part), str) and value.partition(".")[0] in keys:
            whole[part] = prefix + value
    return whole


def _worded(value: Any, words: Mapping[str, Any], language: str) -> Any:
    """`{who}` in every text becomes the word of that language; a word may be one for all."""
    if isinstance(value, dict):
        return {
            key: _worded(each, words, "ja" if key == "plain" else key if key in {"easy", "en"} else language)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_worded(each, words, language) for each in value]
    if isinstance(value, str):
        for name, word in words.items():
            said = word if isinstance(word, str) else word.get(language) or word["ja"]
            value = value.replace(f"{{{name}}}", said)
    return value
