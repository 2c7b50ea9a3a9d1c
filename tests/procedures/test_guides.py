"""案内: pages about what somebody else does are short, in three variants, and lead to public bodies alone."""

import re
from pathlib import Path
from typing import Any

import pytest

from app.procedures.guides import FOLDER, guides, read_guidance
from tests.reading import JAPANESE, is_hard, texts_in

TEXTS = [(f"{each.key}{path}", text) for each in guides().values() for path, text in texts_in(each)]


def test_there_is_a_page_for_each_thing_people_look_for_in_vain() -> None:
    assert set(guides()) == {
        "car_address_change",
        "car_environment_levy",
        "car_yearly_tax",
        "income_tax_return",
        "parking_space_certificate",
        "paying_town_taxes",
        "seal_registration_certificate",
    }


@pytest.mark.parametrize(("path", "text"), TEXTS, ids=[path for path, _ in TEXTS])
def test_every_text_is_for_every_reader_and_short(path: str, text: Any) -> None:
    """Must catch: a page in Japanese alone; a sentence that has to be read twice."""
    assert text.easy, path
    assert text.en, path
    assert not JAPANESE.search(text.en), path
    assert text.easy != text.ja or not is_hard(text.ja), path
    for said, longest in ((text.ja, 60), (text.easy, 50)):
        assert max(len(each) for each in re.split(r"(?<=。)", said)) <= longest, f"{path}: {said}"


@pytest.mark.parametrize(
    "address", ["http://www.nta.go.jp/", "https://www.example.com/", "javascript:alert(1)"]
)
def test_only_public_bodies_are_named(tmp_path: Path, address: str) -> None:
    """Must catch: a link to a firm, or one that anybody between could change."""
    whole = (FOLDER / "income_tax_return.yaml").read_text("utf-8")
    copy = tmp_path / "income_tax_return.yaml"
    copy.write_text(whole.replace("https://www.nta.go.jp/", address), "utf-8")
    with pytest.raises(ValueError, match=r"income_tax_return\.yaml: .*\s+sites\.0\.address"):
        read_guidance(copy)


def test_a_file_is_named_like_its_key(tmp_path: Path) -> None:
    copy = tmp_path / "other.yaml"
    copy.write_text((FOLDER / "income_tax_return.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(ValueError, match="name the file like its key"):
        read_guidance(copy)


def test_the_levy_that_is_gone_is_not_explained_as_if_it_were_due() -> None:
    """令和8年度税制改正: 環境性能割 ended on 31 March 2026."""
    told = guides()["car_environment_levy"]
    assert "令和8年（2026年）3月31日で廃止" in told.summary.ja
    assert "2026年3月31日" in (told.summary.easy or "")
    assert "abolished on 31 March 2026" in (told.summary.en or "")
