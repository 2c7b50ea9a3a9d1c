"""A town's file, and what is said when something in it is wrong."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.municipality.loading import MunicipalityFileError, load_municipality
from tests.municipality.make import town_values


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def written(tmp_path: Path, values: dict[str, Any]) -> Path:
    return write(tmp_path / "town.yaml", yaml.safe_dump(values, allow_unicode=True))


def problems_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(MunicipalityFileError) as caught:
        load_municipality(path)
    return caught.value.problems


def test_a_town_is_read_from_its_file(tmp_path: Path) -> None:
    assert load_municipality(written(tmp_path, town_values())).name == "こだま町"


def test_every_problem_names_the_file_the_key_and_what_to_write(tmp_path: Path) -> None:
    """Catches: only the first problem told, or one told in English with no place."""
    values = town_values(phone="0261001000", mayor_titel="町長")
    values["offerings"]["certificate"] |= {
        "enabled": "maybe",
        "approval_route": "three",
        "fees": {"copy": "300円"},
    }
    del values["offerings"]["certificate"]["section"]
    path = written(tmp_path, values)
    digits = "半角の数字だけを書いてください(引用符や「円」「日」は付けません)。"
    assert set(problems_of(path)) == {
        f"{path}: phone: 0261-23-4567 のように半角で書いてください。分からないときは null と書いてください。",
        f"{path}: mayor_titel: この名前の項目はありません。つづりを確かめるか、この行を消してください。",
        f"{path}: offerings.certificate.section: この項目を書いてください。必ず要ります。",
        f"{path}: offerings.certificate.enabled: true か false を書いてください。",
        f"{path}: offerings.certificate.approval_route: 次のどれかを書いてください: 'none', 'one' or 'two'",
        f"{path}: offerings.certificate.fees.copy: {digits}",
    }


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("email", "yakuba", "name@town.example のように"),
        ("website", "www.town.example", "https:// で始まる"),
        ("name", "こだま", "「市・町・村・区」で終わる"),
        ("name_kana", "こだま", "全角カタカナ"),
        ("county", "若葉", "「郡」で終わる"),
        ("sections", [], "1つ以上"),
        ("sections", "住民課", "「- 」で始まる行"),
        ("offerings", [], "「項目: 値」の行"),
        ("offerings", {"Bad Key": {}}, "英小文字で始めて"),
        ("closed_days", {"extra": ["5月1日"]}, "2026-04-01 の形"),
        ("closed_days", 5, "「項目: 値」の行"),
        ("mayor_name", "", "空にせず"),
        ("address", "あ" * 201, "200 字以内"),
        ("local_government_code", 206997, "引用符で囲んだ6桁"),
        ("local_government_code", "206996", "20699 の6桁目は 7"),
    ],
)
def test_a_wrong_value_is_answered_with_what_to_write(
    tmp_path: Path, place: str, value: object, said: str
) -> None:
    told = problems_of(written(tmp_path, town_values(**{place: value})))
    assert any(f": {place}" in problem and said in problem for problem in told), told


def test_problems_between_keys_are_told_one_by_one(tmp_path: Path) -> None:
    values = town_values(prefecture="群馬県", mayor_title="市長")
    told = problems_of(written(tmp_path, values))
    assert len(told) == 2
    assert all("town.yaml: " in problem for problem in told)


def test_the_same_key_twice_is_an_error_with_its_line(tmp_path: Path) -> None:
    """Catches: YAML's own habit of letting the last one win, here the fee 3000 in place of 300."""
    path = write(tmp_path / "town.yaml", "name: a\nfees:\n  copy: 300\n  copy: 3000\n")
    assert problems_of(path) == (f"{path}: 4行目: 「copy」が2回書かれています。どちらかを消してください。",)


def test_broken_yaml_is_an_error_with_its_line(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path / "town.yaml", "name: a\n  kana: b\n"))
    assert "2行目" in problem


@pytest.mark.parametrize("content", ["", "- a\n", "just text\n"])
def test_a_file_that_is_no_mapping_is_an_error(tmp_path: Path, content: str) -> None:
    (problem,) = problems_of(write(tmp_path / "town.yaml", content))
    assert "「項目: 値」の行" in problem


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "nowhere.yaml")
    assert "nowhere.yaml: 読めません" in problem


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_bytes("name: こだま町".encode("cp932"))
    (problem,) = problems_of(path)
    assert "UTF-8" in problem


def test_an_object_of_python_is_never_built(tmp_path: Path) -> None:
    """Catches: the full loader, which would run what a file tells it to."""
    told = problems_of(write(tmp_path / "town.yaml", "name: !!python/object/apply:os.getcwd []\n"))
    assert len(told) == 1
