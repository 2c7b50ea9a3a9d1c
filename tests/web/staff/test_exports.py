import csv
import io
import json

from app.applications import review
from app.procedures.catalog_files import path_of, read_procedure
from app.procedures.definition import Procedure
from app.procedures.publication import content_of, publish
from tests.web.staff.making import Desk, Officer, counted

RESIDENCE = "certificate_of_residence"
ALLOWANCE = "child_allowance_amount_revision"
SECRET = "0123456"
STREET = {"postcode": "3999901", "prefecture": "長野県", "city": "若葉郡みどり野町", "town": "大字中央"}


def with_hidden_answer(desk: Desk) -> str:
    content = content_of(read_procedure(path_of(RESIDENCE)))
    account = {"kind": "text", "key": "account", "label": "口座", "name": "口座", "sensitive": True}
    step = next(s for s in content["steps"] if any(q["key"] == "applicant_phone" for q in s["questions"]))
    step["questions"].append(account)
    with desk.office.database.write() as session:
        publish(session, Procedure.model_validate(content), now=desk.clock())
    return desk.file(RESIDENCE, {"account": SECRET})


def table(officer: Officer) -> list[dict[str, str]]:
    text = officer.answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def exported(desk: Desk, key: str, expected: int = 200, **given: str) -> Officer:
    officer = desk.officer()
    officer.opens("/staff/queue")
    officer.sends("書き出す", {"procedure": key, "purpose": "statistics", **given}, expected=expected)
    return officer


def test_cases_of_one_procedure_become_a_table(desk: Desk) -> None:
    first, second = desk.file(ALLOWANCE), desk.file(ALLOWANCE)
    desk.file(RESIDENCE)
    officer = exported(desk, ALLOWANCE)
    assert officer.answer.content.startswith(b"\xef\xbb\xbf")
    assert officer.answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in officer.answer.headers["content-disposition"]
    rows = table(officer)
    assert {row["受付番号"] for row in rows} == {first, second}
    assert rows[0]["状態"] == "受付済み"
    assert rows[0]["電話番号"] == "09000000000"


def test_what_a_resident_typed_runs_in_no_spreadsheet(desk: Desk) -> None:
    """I-81. Mutation: write the cells as they are."""
    formula = '=HYPERLINK("http://a.example","押す")'
    desk.file(ALLOWANCE, {"applicant_address": {**STREET, "block": "1番地", "building": formula}})
    desk.file(ALLOWANCE, {"applicant_name": {"family": "＝見本", "given": "花子"}})
    cells = [cell for row in table(exported(desk, ALLOWANCE)) for cell in row.values()]
    assert any(formula in cell for cell in cells)
    assert "'＝見本" in " ".join(cells)
    assert not any(cell.lstrip()[:1] in set("=+-@＝＋－＠") for cell in cells if cell.strip())


def test_hidden_answers_are_in_the_file_only_when_asked_for_and_then_noted(desk: Desk) -> None:
    number = with_hidden_answer(desk)
    assert SECRET not in exported(desk, RESIDENCE).answer.text
    assert ("export", "staff", ()) in desk.audited(number)
    assert SECRET in exported(desk, RESIDENCE, sensitive="yes").answer.text
    assert ("export", "staff", ("account",)) in desk.audited(number)


def test_only_states_that_were_chosen_are_written(desk: Desk) -> None:
    waiting, taken = desk.file(ALLOWANCE), desk.file(ALLOWANCE)
    with desk.case(taken) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    assert [row["受付番号"] for row in table(exported(desk, ALLOWANCE, state="arrived"))] == [waiting]
    rows = table(exported(desk, ALLOWANCE, state="in_review"))
    assert [(row["受付番号"], row["担当"]) for row in rows] == [(taken, "担当 はるか")]


def test_nothing_leaves_without_a_purpose_and_the_trail_tells_it(desk: Desk) -> None:
    """I-75. Must catch: an export for no reason, or whose reason nobody can read afterwards."""
    number = desk.file(ALLOWANCE)
    for none in ("", "curiosity"):
        refused = exported(desk, ALLOWANCE, 422, purpose=none)
        assert "書き出す目的を選んでください" in refused.text
    assert not any(action == "export" for action, *_ in desk.audited(number))
    exported(desk, ALLOWANCE, purpose="disclosure")
    auditor = desk.officer("kansa")
    auditor.opens(f"/staff/audit?number={number}")
    assert "書き出した（本人からの開示の請求）" in auditor.text


def test_a_procedure_of_another_section_cannot_be_exported(desk: Desk) -> None:
    """Mutation: trust the procedure that was sent."""
    desk.file(ALLOWANCE)
    stranger = desk.officer("yosho")
    for key in (ALLOWANCE, "nothing"):
        stranger.opens("/staff/queue")
        stranger.posts("/staff/queue/export.csv", 404, procedure=key)


def test_ten_cases_take_hardly_more_statements_than_one(desk: Desk) -> None:
    desk.file(ALLOWANCE)
    exported(desk, ALLOWANCE)
    desk.officer().opens("/staff/queue")
    with counted(desk) as few:
        desk.officer().sends("書き出す", {"procedure": ALLOWANCE, "purpose": "review"})
    for _ in range(9):
        desk.file(ALLOWANCE)
    desk.officer().opens("/staff/queue")
    with counted(desk) as many:
        desk.officer().sends("書き出す", {"procedure": ALLOWANCE, "purpose": "review"})
    assert len(many) <= len(few) + 1


def test_cases_of_one_procedure_become_typed_documents(desk: Desk) -> None:
    """I-75. Must catch: a second way out that asks for no purpose, notes nothing, or tells what is hidden."""
    number = with_hidden_answer(desk)
    officer = desk.officer()
    officer.opens("/staff/queue")
    officer.sends("JSONで書き出す", {"procedure": RESIDENCE}, expected=422)
    assert ("export", "staff", ()) not in desk.audited(number)
    officer.opens("/staff/queue")
    officer.sends("JSONで書き出す", {"procedure": RESIDENCE, "purpose": "statistics"})
    assert SECRET not in officer.answer.text
    (document,) = json.loads(officer.answer.content)["applications"]
    assert (document["reference_number"], document["answers"]["copies"]) == (number, 1)
    assert ("export", "staff", ()) in desk.audited(number)
    officer.opens("/staff/queue")
    given = {"procedure": RESIDENCE, "purpose": "disclosure", "sensitive": "yes"}
    officer.sends("JSONで書き出す", given)
    assert json.loads(officer.answer.content)["applications"][0]["answers"]["account"] == SECRET
    assert ("export", "staff", ("account",)) in desk.audited(number)


def test_one_case_becomes_a_document(desk: Desk) -> None:
    """I-75. Must catch: a file of one case for no reason."""
    number = with_hidden_answer(desk)
    officer = desk.officer()
    for none in ("", "?purpose=curiosity", "?sensitive=yes"):
        officer.opens(f"/staff/cases/{number}/export.json{none}", 422)
    assert not any(action == "export" for action, *_ in desk.audited(number))
    officer.opens(f"/staff/cases/{number}/export.json?purpose=review")
    document = json.loads(officer.answer.content)
    assert (document["reference_number"], document["complete"]) == (number, False)
    assert SECRET not in officer.answer.text
    assert ("export", "staff", ()) in desk.audited(number)
    officer.opens(f"/staff/cases/{number}/export.json?purpose=review&sensitive=yes")
    assert json.loads(officer.answer.content)["answers"]["account"] == SECRET
    assert ("export", "staff", ("account",)) in desk.audited(number)
