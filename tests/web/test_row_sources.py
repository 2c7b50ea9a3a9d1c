"""A row about a person says from which record its people were listed."""

import pytest

from app.prefill.sources import Source
from app.procedures.questions.groups import GroupQuestion
from app.web.drawing.row_sources import source_of, sources_of_row
from tests import make


def label(candidates: str, term: str | None = "row.level") -> str | None:
    """As on a page whose group takes its rows from people listed by `candidates`."""
    definition = make.catalog()[make.ALLOWANCE]
    group = definition.questions["inc_children"]
    assert isinstance(group, GroupQuestion)
    people = definition.questions[group.rows_from or ""].model_copy(update={"candidates": candidates})
    steps = tuple(
        step.model_copy(
            update={"questions": tuple(people if q.key == people.key else q for q in step.questions)}
        )
        for step in definition.steps
    )
    changed = definition.model_construct(**{**dict(definition), "steps": steps})
    told = {
        "care.insured_people": Source.CARE_LEDGER.value,
        "household.members": Source.RESIDENT_REGISTER.value,
    }
    found = source_of(term, sources_of_row(told, changed, group))
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("candidates", "said"),
    [
        ("care.insured_people", "介護保険の台帳"),
        ("household.members", "住民記録"),
        ("household.children", "住民記録"),
    ],
)
def test_a_row_names_the_record_of_its_list(candidates: str, said: str) -> None:
    """Must catch: a level of care said to stand in the resident register."""
    assert label(candidates) == said


def test_what_is_not_about_the_row_keeps_its_own_record() -> None:
    assert label("care.insured_people", "household.head") == "住民記録"
    assert label("care.insured_people", "tax.january_first_in_town") == "住民記録"
    assert label("care.insured_people", "town.city") is None
    assert label("care.insured_people", None) is None


@pytest.mark.parametrize(
    ("key", "group", "term", "said"),
    [
        ("childcare_certification", "guardians", "row.employer_name", "保育の台帳"),
        ("childcare_certification", "guardians", "row.work_time", "保育の台帳"),
        ("childcare_certification", "guardians", "row", "住民記録"),
        ("childcare_certification", "guardians", "row.phone", "住民記録"),
        ("childcare_certification", "household", "row.facility_name", "保育の台帳"),
        ("childcare_certification", "household", "row.date_of_birth", "住民記録"),
    ],
)
def test_a_row_of_two_records_names_each_where_it_is(key: str, group: str, term: str, said: str) -> None:
    """Must catch: a place of work said to stand in the resident register."""
    definition = make.catalog()[key]
    rows = definition.questions[group]
    assert isinstance(rows, GroupQuestion)
    assert term in {question.prefill for question in rows.questions}
    told = {name: fact.source.value for name, fact in make.facts_of("maeda_kaori").items()}
    assert str(source_of(term, sources_of_row(told, definition, rows))) == said
