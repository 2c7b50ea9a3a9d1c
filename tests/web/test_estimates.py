"""Estimates for anybody, over HTTP: as data for programs, as pages that work without JavaScript; nothing is kept."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import ValidationError

from app.estimates.catalog import ESTIMATES
from app.estimates.telling import Circumstances, Told
from app.procedures.questions.groups import GroupQuestion
from app.web.api.document import DOCUMENT
from tests.hostile.tables import contents
from tests.people import Resident
from tests.world import World, a_world

SAMPLES: dict[str, dict[str, Any]] = {
    "child_allowance": {"children": [{"birth": "2020-01-01"}], "event": "2026-04-30", "claim": "2026-05-15"},
    "single_parent_allowance": {
        "income": 0,
        "salary": False,
        "dependants": 1,
        "children": 2,
        "month": "2025-11",
    },
    "nursery_class": {"birth": "2023-04-02", "month": "2026-05"},
    "burden_limit": {
        "household": "untaxed",
        "income": 780_000,
        "assets": 6_000_000,
        "stay": "facility",
        "room": "unit_room",
        "days": 31,
        "day": "2026-05-01",
    },
    "high_cost_care": {
        "taxation": "taxed",
        "taxable_income": 0,
        "payers": [{"paid": 30_000}, {"paid": 30_000}],
    },
    "care_purchase": {"kind": "works", "cost": 250_000, "used": 0, "tenths": 1, "level": "care_1"},
}
FIGURES = {
    "child_allowance": {
        "month": "2026-05",
        "total_yen": 10_000,
        "deadline": "2026-05-15",
        "paid_in": "2026-06",
    },
    "single_parent_allowance": {"total_yen": 57_720, "standing": "full"},
    "nursery_class": {"class": 2, "fiscal_year": 2026},
    "burden_limit": {"stage": "second", "room_yen": 27_280, "food_yen": 12_090, "total_yen": 39_370},
    "high_cost_care": {"level": "taxed", "cap_yen": 44_400, "total_yen": 15_600},
    "care_purchase": {"eligible_yen": 200_000, "benefit_yen": 180_000, "own_yen": 70_000, "left_yen": 0},
}
FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def visitor(world: World) -> Iterator[Resident]:
    somebody = Resident(world.url)
    yield somebody
    somebody.close()


def posts(visitor: Resident, name: str, content: str) -> Any:
    return visitor.client.post(f"/api/v1/estimates/{name}", content=content)


@pytest.mark.parametrize("name", SAMPLES)
def test_figures_and_reasons_come_as_data(world: World, visitor: Resident, name: str) -> None:
    """Must catch: a figure that the page would tell otherwise; a row written for somebody who only asked."""
    before = contents(world)
    answer = posts(visitor, name, json.dumps(SAMPLES[name]))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["figures"].items() >= FIGURES[name].items()
    assert told["worked_out"]
    assert (told["notice"] is None) is told["confirmed"]
    assert told["headline"]
    assert told["lines"]
    assert contents(world) == before


@pytest.mark.parametrize("estimate", ESTIMATES, ids=lambda each: each.name)
def test_whatever_fits_its_schema_is_answered(estimate: Any) -> None:
    """Must catch: an exception for a family that nobody thought of."""
    validator = Draft202012Validator(estimate.schema())
    validator.check_schema(estimate.schema())
    validator.validate(SAMPLES[estimate.name])

    shape = {"$ref": f"#/components/schemas/{estimate.shape.__name__}"}
    body = {"required": True, "content": {"application/json": {"schema": shape}}}
    operation = {"post": {"requestBody": body, "responses": {"200": {"description": "Told"}}}}
    document = {**DOCUMENT, "paths": {"/": operation}}
    (found,) = (each.ok() for each in schemathesis.openapi.from_dict(document).get_all_operations())

    @FEW
    @given(found.as_strategy())
    def asks(case: Any) -> None:
        try:
            asked = estimate.shape.model_validate_json(json.dumps(case.body), strict=True)
        except ValidationError:
            return  # no day of the calendar, or a rule across fields
        assert isinstance(estimate.work_out(asked, Circumstances(date(2026, 11, 29))), Told)

    asks()


@pytest.mark.parametrize(
    ("name", "sent", "pointers"),
    [
        ("child_allowance", "{", [""]),
        ("child_allowance", "[]", [""]),
        ("child_allowance", '{"children": []}', ["/children"]),
        ("child_allowance", '{"children": [{"birth": "2026-02-30"}]}', ["/children/0/birth"]),
        ("child_allowance", '{"children": [{"birth": "2020-01-01", "name": "太郎"}]}', ["/children/0/name"]),
        ("burden_limit", '{"household": "untaxed", "stay": "facility", "room": "unit_room"}', ["/income", "/assets"]),
        ("high_cost_care", '{"taxation": "untaxed", "payers": [{"paid": 1}]}', ["/payers"]),
        ("high_cost_care", '{"taxation": "taxed", "payers": [{"paid": -1}]}', ["/taxable_income", "/payers/0/paid"]),
        ("care_purchase", '{"kind": "works", "cost": 1, "used": 0, "tenths": 4}', ["/tenths", "/level"]),
        ("care_purchase", '{"kind": "equipment", "cost": "1", "used": 0, "tenths": 1}', ["/cost"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(
    visitor: Resident, name: str, sent: str, pointers: list[str]
) -> None:
    """Must catch: English of the library, or what was typed, in a message."""
    answer = posts(visitor, name, sent)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert [each["pointer"] for each in problem["errors"]] == pointers
    assert all(each["detail"].endswith("。") for each in problem["errors"])
    assert "太郎" not in answer.text


def test_a_form_or_an_unknown_name_is_no_estimate(visitor: Resident) -> None:
    assert visitor.client.post("/api/v1/estimates/care_purchase", data={"kind": "works"}).status_code == 422
    assert posts(visitor, "nothing", "{}").status_code == 404
    visitor.opens("/estimates/nothing", 404)


def typed_for(name: str) -> dict[str, str]:
    """The boxes of the form for the sample."""
    estimate = next(each for each in ESTIMATES if each.name == name)
    typed: dict[str, str] = {}
    for question in estimate.form.questions:
        answer = SAMPLES[name].get(question.key)
        if answer is None:
            continue
        if isinstance(question, GroupQuestion):
            answer = answer[:1]
        boxes = question.boxes(answer, question.key)
        typed |= {box: values[0] for box, values in boxes.items()}
    return typed


NEEDED = {"burden_limit": {"couple": "no", "young": "no"}, "single_parent_allowance": {}}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_answers_below_its_own_address(world: World, visitor: Resident, name: str) -> None:
    """Must catch: an answer that needs a script, loses what was typed, or writes a row."""
    before = contents(world)
    visitor.opens("/estimates")
    visitor.opens(f"/estimates/{name}")
    assert visitor.page.xpath("//main//*[@role='status']") == []
    typed = typed_for(name) | NEEDED.get(name, {})
    visitor.sends("計算する", typed)
    assert visitor.path == f"/estimates/{name}"
    assert "?" not in str(visitor.answer.url)
    result = " ".join(visitor.page.xpath("//main//*[@role='status']")[0].text_content().split())
    assert "です" in result
    for box, value in typed.items():
        checked = visitor.page.xpath("//main//*[@name=$box][@checked]/@value", box=box)
        assert checked == [value] or visitor.typed(box) == value, box
    assert contents(world) == before


@pytest.mark.parametrize("name", SAMPLES)
def test_an_empty_form_comes_back_with_messages(visitor: Resident, name: str) -> None:
    visitor.opens(f"/estimates/{name}")
    visitor.sends("計算する", {"days": ""} if name == "burden_limit" else {}, expected=422)
    assert visitor.complaints
    for box in visitor.complaints:
        assert visitor.said_at(box)
    assert visitor.page.xpath("//main//*[@role='status']") == []


def test_what_one_answer_makes_necessary_is_said_at_its_box(visitor: Resident) -> None:
    """Must catch: savings taken for nothing where they were left out."""
    visitor.opens("/estimates/burden_limit")
    typed = typed_for("burden_limit") | NEEDED["burden_limit"] | {"income": "", "assets": ""}
    visitor.sends("計算する", typed, expected=422)
    assert visitor.complaints == {
        "income": "年金などの収入を入力してください。",
        "assets": "預貯金などを入力してください。",
    }
    visitor.sends("計算する", {"household": "welfare"})
    assert "第1段階です。" in visitor.text


def test_children_are_added_and_taken_away(visitor: Resident) -> None:
    visitor.opens("/estimates/child_allowance")
    visitor.sends("計算する", typed_for("child_allowance"))
    visitor.sends("もう1人加える")
    second = {"era": "reiwa", "year": "8", "month": "1", "day": "5"}
    sent = {f"children.1.birth.{part}": text for part, text in second.items()}
    visitor.sends("計算する", sent)
    assert "2026年5月分は、25,000円です。" in visitor.text
    assert "3歳未満・第2子" in visitor.text
    visitor.sends("この人を消す")
    assert "children.1.birth.year" not in visitor.boxes


def test_an_amount_that_is_not_confirmed_says_so_first(visitor: Resident) -> None:
    """I-82b. Must catch: last year's amount shown as if it were certain."""
    visitor.opens("/estimates/single_parent_allowance")
    sent = {"income": "150万", "salary": "yes", "dependants": "1", "children": "1"}
    visitor.sends("計算する", sent)
    result = " ".join(visitor.page.xpath("//main//*[@role='status']")[0].text_content().split())
    assert result.startswith("令和8年(2026年)4月1日(水)からの額は、町の確認前です。")
    assert "40,260円" in result
    token = visitor.page.xpath("//input[@name='form_token']/@value")[0]
    for language, word in (("en", "not yet confirmed"), ("ja-easy", "まだ 町が たしかめて いません")):
        back = {"form_token": token, "back": "/estimates/single_parent_allowance", "language": language}
        visitor.client.post("/display", data=back)
        visitor.opens("/estimates/single_parent_allowance")
        button = {"en": "Work it out", "ja-easy": "けいさんする"}[language]
        visitor.sends(button, sent)
        assert word in visitor.text


@pytest.mark.parametrize("estimate", ESTIMATES, ids=lambda each: each.name)
def test_an_estimate_and_what_is_filed_for_it_lead_to_each_other(
    visitor: Resident, world: World, estimate: Any
) -> None:
    """Must catch: somebody who reads what they would get, and is not told how; the name of a procedure that is none."""
    assert estimate.form.procedures
    for key in estimate.form.procedures:
        visitor.opens(f"/procedures/{key}")
        assert f"/estimates/{estimate.name}" in visitor.links()
    visitor.opens(f"/estimates/{estimate.name}")
    typed = typed_for(estimate.name) | NEEDED.get(estimate.name, {})
    visitor.sends("計算する", typed)
    result = visitor.page.xpath("//main//*[@role='status']//a/@href")
    assert result == [
        f"/procedures/{key}" for key in world.office.town.list_enabled() if key in estimate.form.procedures
    ]
    visitor.opens("/procedures/pregnancy_notification")
    assert not [link for link in visitor.links() if link.startswith("/estimates/")]
