"""From a posted page to answers, and the same rules for stored answers."""

from typing import Any

import pytest

from app.language import noted
from app.procedures.answers import ReadAnswers, check_whole, complaints_of, read_step
from app.procedures.named import CHECKS, Complaint
from app.procedures.questions.base import Given
from tests.procedures.making import TODAY, a_journey, a_person, a_procedure, a_step, described

OTHER = [{"value": "bank", "label": "銀行"}, {"value": "other", "label": "その他"}]
PROCEDURE = a_procedure(
    a_step(
        "use",
        described("choice", "use", options=OTHER),
        described("text", "which", when={"question": "use", "eq": "other"}),
        described("text", "where", required=False),
    ),
    a_step("people", described("people", "picked", elsewhere=True)),
    a_step(
        "children",
        described("group", "children", questions=[described("text", "child_name")], rows_from="picked"),
    ),
    a_step("born", described("date", "born", past=True), when={"question": "use", "eq": "bank"}),
    a_step(
        "later", described("integer", "depth", most=500), described("photos", "photos", most=1), later=True
    ),
)
HANA, TARO = a_person("hana"), a_person("taro")
KNOWN = {"household.members": [HANA, TARO]}
WHOLE = {"use": "bank", "where": None, "children": [{"child_name": "花"}], "born": "2020-01-01"}


def post(step: str, form: dict[str, list[str]], answers: dict[str, Any] | None = None) -> ReadAnswers:
    found = PROCEDURE.find_step(step)
    assert found is not None
    journey = a_journey(PROCEDURE, answers, KNOWN)
    return read_step(found, Given(form, KNOWN, {}, TODAY), journey)


def boxes(errors: Any) -> list[str]:
    return [error.at for error in errors]


def test_a_page_is_read_into_answers() -> None:
    read = post("use", {"use": ["bank"], "where": [" 信用金庫 "]})
    assert read == ReadAnswers({"use": "bank", "where": "信用金庫"}, ())


def test_an_optional_question_left_empty_has_been_asked() -> None:
    """Must catch: a page that never ends because its optional question stays without an answer."""
    assert post("use", {"use": ["bank"]}).answers == {"use": "bank", "where": None}


def test_an_answer_reveals_a_question_of_the_same_page() -> None:
    read = post("use", {"use": ["other"]})
    assert boxes(read.errors) == ["which"]
    assert post("use", {"use": ["other"], "which": ["塾"]}).answers["which"] == "塾"


def test_an_answer_hides_a_question_of_the_same_page() -> None:
    """Must catch: what was typed into a box that is hidden now, stored all the same."""
    assert "which" not in post("use", {"use": ["bank"], "which": ["塾"]}).answers


def test_a_question_that_only_now_appears_is_no_error() -> None:
    """Must catch: a complaint about a box that was not on the page."""
    read = post("use", {"_asked": ["use", "where"], "use": ["other"]})
    assert (read.answers, read.errors) == ({"use": "other", "where": None}, ())


def test_a_form_cannot_leave_questions_out() -> None:
    """Must catch: a hand-made form without a required question, taken for a finished page."""
    read = post("use", {"_asked": ["where"]})
    assert read.errors == ()
    assert not a_journey(PROCEDURE, read.answers).is_complete


def test_what_could_be_understood_stands_beside_the_errors() -> None:
    read = post("use", {"use": ["nowhere"], "where": ["信用金庫"]})
    assert boxes(read.errors) == ["use"]
    assert read.answers == {"use": None, "where": "信用金庫"}


def pick(*keys: str) -> dict[str, list[str]]:
    return {"picked": [*keys]}


def test_the_answers_about_people_move_with_them() -> None:
    """Must catch: 花's answers kept for 太郎 after the choice has changed."""
    first = {**post("people", pick("hana")).answers, "children": [{"child_name": "花"}]}
    both = post("people", pick("hana", "taro"), first).answers
    assert both["children"] == [{"child_name": "花"}, {}]
    assert post("people", pick("taro"), first).answers["children"] == [{}]
    assert post("people", pick("hana"), first).answers["children"] == [{"child_name": "花"}]


def test_a_choice_that_was_not_understood_moves_nobody() -> None:
    first = {**post("people", pick("hana")).answers, "children": [{"child_name": "花"}]}
    assert "children" not in post("people", pick("nobody"), first).answers
    assert "children" not in post("people", {}, first).answers


def test_more_people_than_there_are_rows_cannot_be_picked() -> None:
    """Must catch: the eleventh row, typed by hand before another child was picked, lost without a word."""
    elsewhere = {"key": "", "family_name": "", "given_name": "", "date_of_birth": ""}
    full = {"picked": [elsewhere], "children": [{"child_name": str(n)} for n in range(10)]}
    read = post("people", pick("hana", "elsewhere"), full)
    assert [(error.at, str(error.message)) for error in read.errors] == [
        ("picked", "childrenは、1回の申請で10人までです。残りは、別に申請してください。")
    ]
    assert read.answers == {"picked": None}
    assert post("people", pick("hana"), full).errors == ()


def check(answers: dict[str, Any], attached: dict[str, Any] | None = None) -> list[str]:
    return boxes(check_whole(a_journey(PROCEDURE, answers), attached or {}))


def test_a_whole_application_is_judged_again() -> None:
    assert check(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"use": "gone"}, "use"),
        ({"born": "2026-05-13"}, "born.year"),
        ({"born": None}, "born.era"),
        ({"children": [{"child_name": ""}]}, "children.0.child_name"),
        ({"children": None}, "children.0.child_name"),
        ({"where": "あ" * 101}, "where"),
    ],
)
def test_a_stored_answer_must_obey_todays_rules(change: dict[str, Any], at: str) -> None:
    """Must catch: a draft older than a rule, or one that was written past the pages."""
    assert at in check(WHOLE | change)


def test_hidden_answers_are_not_judged() -> None:
    """Must catch: a submission stopped by a wrong answer on a page that nobody can see."""
    assert check({**WHOLE, "use": "other", "which": "塾", "born": "2099-01-01"}) == []


def test_what_may_follow_later_is_judged_where_it_is_answered() -> None:
    """Must catch: an application refused for want of a photo; or a wrong answer let through because it came later."""
    assert check(WHOLE) == []
    assert check({**WHOLE, "depth": 501}) == ["depth"]
    two = [{"id": str(n), "name": "写真", "sha256": "0", "bytes": 1} for n in range(2)]
    assert check({**WHOLE, "photos": two}, {"photos": two}) == ["photos"]


@pytest.fixture
def named_check(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A check that complains of whatever stands in `where`; returns the answers it was shown."""
    seen: list[dict[str, Any]] = []

    def nowhere(answers: Any, _context: Any) -> Any:
        seen.append(dict(answers))
        if answers.get("where"):
            yield Complaint("where", noted("{name}が合いません。"))

    monkeypatch.setitem(CHECKS, "nowhere", nowhere)
    return seen


def test_named_checks_look_across_answers(named_check: list[dict[str, Any]]) -> None:
    procedure = PROCEDURE.model_copy(update={"checks": ("nowhere",)})
    journey = a_journey(procedure, {**WHOLE, "where": "どこか", "which": "hidden"})
    assert [each.question for each in complaints_of(journey)] == ["where"]
    errors = check_whole(journey, {})
    assert [(error.at, str(error.message)) for error in errors] == [("where", "whereが合いません。")]
    assert all("which" not in answers for answers in named_check), "they see no hidden answer"


def test_named_checks_wait_until_every_answer_is_well_formed(named_check: list[dict[str, Any]]) -> None:
    """Must catch: a check that stumbles over an answer which was wrong by itself."""
    procedure = PROCEDURE.model_copy(update={"checks": ("nowhere",)})
    assert boxes(check_whole(a_journey(procedure, {**WHOLE, "use": "gone", "where": "x"}), {})) == ["use"]
    assert named_check == []
