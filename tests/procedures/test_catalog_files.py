"""YAML files → procedures."""

from pathlib import Path

import pytest
import yaml

from app.procedures.catalog_files import read_catalog, read_procedure
from tests.procedures.making import a_definition, a_step, described


def written(folder: Path, text: str, name: str = "sample.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def as_yaml(**more: object) -> str:
    return yaml.safe_dump(a_definition(**more), allow_unicode=True)


def test_a_file_is_a_procedure_named_like_it(tmp_path: Path) -> None:
    assert read_procedure(written(tmp_path, as_yaml())).key == "sample"
    with pytest.raises(ValueError, match=r"other\.yaml: the key is sample; name the file like its key"):
        read_procedure(written(tmp_path, as_yaml(), "other.yaml"))


def test_a_folder_is_a_catalogue(tmp_path: Path) -> None:
    for key in ("second", "first"):
        written(tmp_path, as_yaml(key=key), f"{key}.yaml")
    written(tmp_path, "no procedure", "notes.txt")
    assert [*read_catalog(tmp_path)] == ["first", "second"]


def test_a_key_that_stands_twice_is_refused_with_its_place(tmp_path: Path) -> None:
    """Must catch: the last of two `when` taken in silence, as YAML does."""
    twice = as_yaml() + "minutes: 3\n"
    line = twice.count("\n")
    with pytest.raises(ValueError, match=rf"sample\.yaml: line {line}: the key minutes stands twice"):
        read_procedure(written(tmp_path, twice))


@pytest.mark.parametrize(("word", "kept"), [("yes", "yes"), ("no", "no"), ("on", "on"), ("y", "y")])
def test_only_true_and_false_are_truth_values(tmp_path: Path, word: str, kept: str) -> None:
    """Must catch: the option `no` read as false, so that its answer never matches."""
    options = [{"value": "WORD", "label": "一"}, {"value": "b", "label": "二"}]
    text = as_yaml(steps=[a_step("only", described("choice", options=options))]).replace("WORD", word)
    question = read_procedure(written(tmp_path, text)).questions["asked"]
    assert question.sample() == kept


def test_truth_values_are_read(tmp_path: Path) -> None:
    text = as_yaml(steps=[a_step("only", described("text", required=False), later=True)])
    procedure = read_procedure(written(tmp_path, text))
    assert procedure.steps[0].later
    assert not procedure.questions["asked"].required


def test_a_key_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="write the key 1 in quotes"):
        read_procedure(written(tmp_path, as_yaml() + "1: one\n"))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "key: [", "key: !!python/object:os.system {}\n"])
def test_what_is_no_definition_is_refused_by_name(tmp_path: Path, text: str) -> None:
    """Must catch: a file that could run code, or an error that does not say which file it means."""
    with pytest.raises(ValueError, match=r"^sample\.yaml: "):
        read_procedure(written(tmp_path, text))


def test_what_is_wrong_with_a_definition_is_said_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"(?s)^sample\.yaml: .*unknown check is_nice"):
        read_procedure(written(tmp_path, as_yaml(checks=["is_nice"])))
