import json
from dataclasses import replace
from typing import Any

from app.applications.export.json import as_json
from app.applications.export.rows import HIDDEN, Exported, sensitive_keys, table_row, told_answers
from app.applications.lifecycle import State
from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from tests.conftest import NOW

NUMBER = "00000000-0001"


def a_procedure() -> Procedure:
    """One open question, one hidden one, and one hidden inside a list of people."""
    questions: list[dict[str, Any]] = [
        {"kind": "text", "key": "wish", "label": "希望", "name": "希望"},
        {"kind": "text", "key": "account", "label": "口座", "name": "口座番号", "sensitive": True},
        {
            "kind": "group",
            "key": "family",
            "label": "家族",
            "name": "家族",
            "most": 2,
            "questions": [
                {"kind": "text", "key": "given", "label": "名前", "name": "名前"},
                {"kind": "text", "key": "illness", "label": "病気", "name": "病気", "sensitive": True},
            ],
        },
    ]
    return Procedure.model_validate(
        {
            "key": "sample",
            "title": "見本の手続",
            "short_title": "見本",
            "category": "other",
            "summary": "見本です。",
            "filing": [{"kind": "application"}],
            "assurance": "none",
            "who": "だれでも",
            "minutes": 1,
            "deadline": {"text": "なし"},
            "purpose_of_use": "見本",
            "legal_basis": ["見本法"],
            "steps": [{"key": "only", "title": "ひとつ", "questions": questions}],
            "outcome": {"granted": "見本通知"},
        }
    )


def exported(**changes: Any) -> Exported:
    answers = {
        "wish": "=早く",
        "account": NUMBER,
        "family": [{"given": "はる", "illness": "ぜんそく"}],
    }
    journey = Journey(a_procedure(), answers, Context(NOW.date()))
    whole = Exported("26-000001-D", State.ARRIVED, NOW, 1, "f" * 64, journey)
    return replace(whole, **changes)


def test_a_row_has_the_case_and_then_its_answers() -> None:
    row = table_row(exported(assignee_name="担当 はるか"))
    assert row["受付番号"] == "26-000001-D"
    assert row["到達日時"] == "2026-05-12 10:30:00"
    assert row["状態"] == "受付済み"
    assert row["担当"] == "担当 はるか"
    assert row["希望"] == "=早く"  # made harmless where it is written


def test_of_a_paper_the_day_is_told_and_no_hour() -> None:
    """Must catch: 0:00 in a table, which reads as if somebody had put it into the letter box at midnight."""
    assert table_row(exported(channel="paper"))["到達日時"] == "2026-05-12"


def test_hidden_answers_are_not_told_unless_asked_for() -> None:
    """Mutation: leave out `_hidden_cells`, or look at whole questions only and not inside groups."""
    row = table_row(exported())
    assert row["口座番号"] == HIDDEN
    assert row["家族1：病気"] == HIDDEN
    assert row["家族1：名前"] == "はる"
    assert row["家族2：病気"] == ""
    asked = table_row(exported(with_sensitive=True))
    assert (asked["口座番号"], asked["家族1：病気"]) == (NUMBER, "ぜんそく")


def test_columns_are_the_same_whether_hidden_answers_are_told_or_not() -> None:
    assert list(table_row(exported())) == list(table_row(exported(with_sensitive=True)))


def test_the_document_leaves_hidden_answers_out_and_says_so() -> None:
    """Mutation: `complete` always true; whoever reads the file takes a part for the whole."""
    document = json.loads(as_json(exported()))
    assert document["answers"] == {"wish": "=早く", "family": [{"given": "はる"}]}
    assert document["complete"] is False
    assert [row["name"] for row in document["rows"]] == ["希望", "名前"]
    assert NUMBER not in as_json(exported()).decode()
    assert "ぜんそく" not in as_json(exported()).decode()


def test_the_document_with_everything_is_complete() -> None:
    document = json.loads(as_json(exported(with_sensitive=True)))
    assert document["complete"] is True
    assert document["answers"]["account"] == NUMBER
    assert document["reference_number"] == "26-000001-D"
    assert document["content_hash"] == "f" * 64


def test_the_names_of_hidden_answers_are_known_for_the_audit() -> None:
    assert sensitive_keys(exported().journey) == ("account", "illness")


def test_answers_that_are_left_out_do_not_touch_the_journey() -> None:
    case = exported()
    told_answers(case)
    assert case.journey.answers["family"][0]["illness"] == "ぜんそく"
