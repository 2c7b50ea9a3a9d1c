"""What many procedures of a town share is written once."""

from pathlib import Path

import pytest

from app.municipality.loading import MunicipalityFileError, load_municipality
from app.municipality.presets import with_presets
from tests.make import ROOT

DEMO = ROOT / "municipalities" / "demo.yaml"


def test_an_offerings_own_lines_go_before_those_of_its_preset() -> None:
    content = {
        "presets": {"care": {"section": "kaigo", "approval_route": "one"}},
        "offerings": {"a": {"like": "care", "section": "hoken"}, "b": {"section": "soumu"}},
    }
    assert with_presets(content) == {
        "offerings": {"a": {"section": "hoken", "approval_route": "one"}, "b": {"section": "soumu"}}
    }


def test_a_preset_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(DEMO.read_text("utf-8").replace("like: certificate", "like: certifikate"), "utf-8")
    with pytest.raises(
        MunicipalityFileError, match=r"offerings\.\w+\.like: presets に「certifikate」がありません"
    ):
        load_municipality(path)
