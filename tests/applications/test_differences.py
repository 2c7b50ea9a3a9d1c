from typing import Any

import pytest

from app.applications.differences import (
    Verdict,
    changes_between,
    registered_text,
    source_of,
    title_of,
    verdict_of,
)
from app.prefill.facts import Fact, Facts
from app.prefill.sources import Source
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.catalog_files import path_of, read_procedure
from app.procedures.context import Context
from app.procedures.journey import Journey
from tests.conftest import NOW

PROCEDURE = read_procedure(path_of("certificate_of_residence"))
ADDRESS = {
    "postcode": "3999901",
    "prefecture": "長野県",
    "city": "若葉郡みどり野町",
    "town": "大字中央",
    "block": "123番地の4",
    "building": "",
}
KNOWN = {
    "person.family_name": "髙橋",
    "person.given_name": "誠",
    "person.family_name_kana": "タカハシ",
    "person.given_name_kana": "マコト",
    **{f"person.address.{part}": value for part, value in ADDRESS.items() if value},
    "person.phone": "0261000501",
}


def row_of(key: str, answer: Any, **known: Any) -> AnswerRow:
    context = Context(NOW.date(), {**KNOWN, **known})
    question = PROCEDURE.questions[key]
    step = PROCEDURE.step_of_question[key]
    return AnswerRow(step, question, key, answer, suggested=question.suggested(context.known))


@pytest.mark.parametrize(
    ("key", "answer", "verdict"),
    [
        ("applicant_name", {"family": "髙橋", "given": "誠"}, Verdict.SAME),
        ("applicant_name", {"family": "髙橋　", "given": "誠"}, Verdict.SAME),
        ("applicant_name", {"family": "高橋", "given": "誠"}, Verdict.VARIANT),
        ("applicant_name", {"family": "高山", "given": "誠"}, Verdict.DIFFERENT),
        ("applicant_name", {"family": "髙橋", "given": ""}, Verdict.DIFFERENT),
        ("applicant_kana", {"family": "タカハシ", "given": "マコト"}, Verdict.SAME),
        ("applicant_kana", {"family": "タカハシ", "given": "マサト"}, Verdict.DIFFERENT),
        ("applicant_address", ADDRESS, Verdict.SAME),
        ("applicant_address", {**ADDRESS, "block": "１２３番地の４"}, Verdict.SAME),
        ("applicant_address", {**ADDRESS, "block": "9番地"}, Verdict.DIFFERENT),
        ("applicant_phone", "0261000501", Verdict.SAME),
        ("applicant_phone", "09000000000", Verdict.DIFFERENT),
        ("copies", 1, Verdict.UNKNOWN),
    ],
)
def test_an_answer_stands_beside_the_register(key: str, answer: Any, verdict: Verdict) -> None:
    """Mutation: compare names exactly, or take a missing given name for the same."""
    assert verdict_of(row_of(key, answer)) is verdict


def test_only_variants_and_differences_need_looking() -> None:
    assert [verdict for verdict in Verdict if verdict.needs_looking] == [Verdict.VARIANT, Verdict.DIFFERENT]


def test_an_answer_left_empty_is_no_difference() -> None:
    assert verdict_of(row_of("applicant_name", None)) is Verdict.UNKNOWN


def test_the_register_is_written_like_the_answer() -> None:
    assert registered_text(row_of("applicant_phone", "09000000000")) == "0261-00-0501"
    assert registered_text(row_of("copies", 1)) == ""


def test_a_telephone_number_was_never_in_the_register() -> None:
    """It comes from an earlier application: calling it 住民記録 would be wrong."""
    facts = Facts(
        {
            "person.phone": Fact("0261000501", Source.PREVIOUS_APPLICATION, NOW.date()),
            "person.family_name": Fact("髙橋", Source.RESIDENT_REGISTER, NOW.date()),
        }
    )
    phone = source_of(row_of("applicant_phone", "1"), PROCEDURE, facts)
    name = source_of(row_of("applicant_name", {"family": "髙橋", "given": ""}), PROCEDURE, facts)
    assert (phone, name) == (Source.PREVIOUS_APPLICATION, Source.RESIDENT_REGISTER)


def rows_of(**answers: Any) -> list[AnswerRow]:
    return answer_rows(Journey(PROCEDURE, answers, Context(NOW.date())))


def test_what_changed_between_two_versions_is_found() -> None:
    """Mutation: look at the later version only; what was taken away goes unnoticed."""
    earlier = rows_of(copies=1, applicant_phone="0261000501", purpose="pension")
    later = rows_of(copies=2, applicant_phone="0261000501", applicant_email="a@example.jp")
    found = [(change.title, change.before, change.after) for change in changes_between(earlier, later)]
    assert found == [
        ("通数", "1通", "2通"),
        ("メールアドレス", "", "a@example.jp"),
        ("使いみち", "年金・保険", ""),
    ]


def test_two_equal_versions_have_no_changes() -> None:
    assert changes_between(rows_of(copies=1), rows_of(copies=1)) == []


def test_an_answer_in_a_list_of_people_is_named_with_its_place() -> None:
    procedure = read_procedure(path_of("child_allowance_amount_revision"))
    group = procedure.questions["inc_children"]
    sample = group.sample()
    journey = Journey(
        procedure, {"revision_kind": "increase", "inc_children": sample * 2}, Context(NOW.date())
    )
    titles = [title_of(row) for row in answer_rows(journey) if row.question.key == "child_name"]
    assert titles == ["増える児童1：児童の氏名", "増える児童2：児童の氏名"]
