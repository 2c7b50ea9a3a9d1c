"""`python -m app catalog`: what there is, counted; the 27 procedures every town shares are among it."""

import json
from argparse import Namespace

import pytest

from app.cli import catalog
from app.procedures.catalog_files import BUILT_IN
from app.procedures.events import events
from app.procedures.guides import guides
from tests import make
from tests.architecture.house import ROOT

# 子育て15, 介護11, 被災者支援1: 「特に国民の利便性向上に資する手続」 without the four about cars, which are guidance.
_KEYS = """
child_allowance_certification child_allowance_amount_revision child_allowance_name_address_change
child_allowance_termination child_allowance_unpaid_claim child_allowance_donation child_allowance_donation_change
child_allowance_school_lunch_withholding child_allowance_school_lunch_change child_allowance_status_report
childcare_certification childcare_facility_use childcare_status_report child_support_allowance_status_report_pre
pregnancy_notification
kaigo_certification_new kaigo_certification_renewal kaigo_certification_change kaigo_careplan_request
kaigo_burden_certificate_reissue kaigo_insured_certificate_reissue kaigo_highcost_claim
kaigo_burden_limit_certification kaigo_welfare_equipment kaigo_home_modification kaigo_certification_transfer
disaster_certificate
"""
NATIONAL = _KEYS.split()
EXPECTED = ROOT / "tests" / "expected" / "questions.json"
IN_ALL = 79


def told(capsys: pytest.CaptureFixture[str], *, as_json: bool = False, counts: bool = False) -> str:
    assert catalog.show(Namespace(json=as_json, counts=counts)) == 0
    return capsys.readouterr().out


def test_the_procedures_every_town_shares_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Must catch: one of the 27 left out, or under another key than its catalogue's."""
    rows = {row["key"]: row for row in json.loads(told(capsys, as_json=True))}
    wanted = list(json.loads(EXPECTED.read_text("utf-8"))) if EXPECTED.is_file() else NATIONAL
    assert sorted(wanted) == sorted(NATIONAL)
    assert len(wanted) == 27
    assert set(wanted) <= set(rows)
    assert [key for key in wanted if rows[key]["fee"] is not None] == []


@pytest.mark.skipif(not (BUILT_IN / "town").is_dir(), reason="the town's own procedures stand elsewhere")
def test_with_the_towns_own_there_are_more_than_seventy(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(told(capsys, as_json=True, counts=True))["procedures"] >= IN_ALL


def test_counts_add_up_and_what_is_no_procedure_is_counted_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """Must catch: pages of guidance sold as procedures."""
    counts = json.loads(told(capsys, as_json=True, counts=True))
    assert counts["procedures"] == len(make.catalog())
    assert sum(counts["by_category"].values()) == counts["procedures"]
    assert sum(counts["by_assurance"].values()) == counts["procedures"]
    assert (counts["guidance"], counts["events"]) == (len(guides()), len(events()))
    assert f"procedures: {counts['procedures']}\n" in told(capsys, counts=True)


def test_a_line_says_what_one_asks_first(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys).splitlines()
    assert len(lines) == len(make.catalog())
    [line] = [each for each in lines if each.startswith("disaster_certificate  ")]
    assert "罹災証明書の発行申請  disaster, none, application, free, " in line
    [row] = [
        each for each in json.loads(told(capsys, as_json=True)) if each["key"] == "no_arrears_certificate"
    ]
    assert row["fee"]
    assert row["filing"] == ["application"]
