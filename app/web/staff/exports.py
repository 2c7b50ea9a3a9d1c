"""Cases taken out of the service, as a file: who took what is noted for every one of them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote
from uuid import UUID

from starlette.responses import Response

from app.applications import auditing
from app.applications.desk import queries
from app.applications.export.cases import exported_of
from app.applications.export.cp932 import as_cp932, report_of
from app.applications.export.csv import as_csv
from app.applications.export.json import as_json, several_as_json
from app.applications.export.rows import NUMBER, Exported, sensitive_keys, table_row
from app.applications.known import context_of
from app.applications.lifecycle import State
from app.applications.models import Application, SubmittedVersion
from app.applications.officers import actor_of
from app.audit.chain import record
from app.auth.permissions import Action
from app.clock import japan_date
from app.errors import Invalid, NotFound
from app.language import Message, noted
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.cases import open_case
from app.web.staff.views import SEARCH, filter_of
from app.web.visits import Visit

pages = DeskPages("/staff")
EXPORT = staff_who_may(Action.VIEW_CASE)
MOST = 1000
# Why cases may leave the service (個人情報保護法69条: only for what they were collected for, or as the law provides).
PURPOSES: dict[str, Message] = {
    "review": noted("審査や支給の事務"),
    "statistics": noted("統計や報告"),
    "inquiry": noted("法令にもとづく照会への回答"),
    "disclosure": noted("本人からの開示の請求"),
    "inspection": noted("監査や点検"),
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: Message | str


PURPOSE_CHOICES = tuple(Choice(key, label) for key, label in PURPOSES.items())
CHARACTER_SETS: dict[str, Message] = {
    "utf-8": noted("UTF-8（すべての文字が入ります）"),
    "cp932": noted("Shift_JIS（入らない文字は〓になります）"),
}


@pages.get("/cases/{reference_number}/export.json", EXPORT)
def export_case(visit: Visit, reference_number: str, purpose: str = "", sensitive: bool = False) -> Response:
    """The note is written before the file leaves. Raises Invalid without a purpose."""
    case = open_case(visit, reference_number)
    _refuse_without(purpose)
    taken = exported_of(case.application, case.version, case.journey, sensitive=sensitive)
    fields = sensitive_keys(case.journey) if sensitive else ()
    by = actor_of(visit.staff)
    event = auditing.event_of(case.application, "export", by, now=visit.now, fields=fields)
    visit.record_view(replace(event, purpose=purpose))
    return _file(as_json(taken), f"{case.number}.json", "application/json")


@pages.post("/queue/export.csv", EXPORT)
def export_queue(visit: Visit) -> Response:
    """A POST, so that the note of every exported case and the file come out of one transaction.

    Nothing is kept here: the file exists in the officer's hands only.
    """
    taken, name = _taken(visit)
    rows = [table_row(each) for each in taken]
    if visit.form.one("characters") == "cp932":
        return _file(_with_report(rows, name), f"{name}.zip", "application/zip")
    return _file(as_csv(rows), f"{name}.csv", "text/csv; charset=utf-8")


@pages.post("/queue/export.json", EXPORT)
def export_queue_typed(visit: Visit) -> Response:
    """The same cases with numbers as numbers and lists as lists, for another system."""
    taken, name = _taken(visit)
    return _file(several_as_json(taken), f"{name}.json", "application/json")


def _refuse_without(purpose: str) -> None:
    if purpose not in PURPOSES:
        raise Invalid("書き出す目的を選んでください。")


def _with_report(rows: Sequence[Mapping[str, str]], name: str) -> bytes:
    """The table and what was replaced in it travel together, so that neither is read without the other."""
    table, replaced = as_cp932(rows, NUMBER)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(f"{name}.csv", table)
        files.writestr(f"{name}-replaced.csv", report_of(replaced, NUMBER))
    return out.getvalue()


def _taken(visit: Visit) -> tuple[list[Exported], str]:
    """The cases of the procedure that was chosen, and what their file is called.

    Raises NotFound for a procedure of another section, Invalid without a purpose or for more cases than a file may
    hold.
    """
    key, sensitive = visit.form.one("procedure"), visit.form.one("sensitive") == "yes"
    offering = visit.office.town.offerings.get(key)
    if offering is None or offering.section not in visit.staff.sections:
        raise NotFound
    _refuse_without(visit.form.one("purpose"))
    name = f"{key}-{japan_date(visit.now).isoformat()}"
    return _cases(visit, key, sensitive=sensitive), name


def _cases(visit: Visit, key: str, *, sensitive: bool) -> list[Exported]:
    states = tuple(state for state in State if state.value == visit.form.one("state"))
    wanted = replace(filter_of(SEARCH, visit), procedure_key=key, states=states)
    ids = queries.list_ids(visit.session, wanted, MOST)
    if len(ids) > MOST:
        raise Invalid(f"一度に書き出せるのは{MOST:,}件までです。状態を選んで、しぼってください。")
    cases = {case.id: case for case in queries.list_applications(visit.session, ids)}
    versions = queries.list_latest_versions(visit.session, ids)
    assignees = {case.assignee_id for case in cases.values() if case.assignee_id}
    names = queries.names_of_staff(visit.session, assignees)
    return [_one(visit, cases[each], versions[each], names, sensitive=sensitive) for each in ids]


def _one(
    visit: Visit,
    case: Application,
    version: SubmittedVersion,
    names: dict[UUID, str],
    *,
    sensitive: bool,
) -> Exported:
    town, day = visit.office.town_at(version.submitted_at), japan_date(version.submitted_at)
    context = context_of(version.facts, town, day, case.procedure_key)
    journey = Journey(get_procedure(visit.session, case.revision_id), version.answers, context)
    fields = sensitive_keys(journey) if sensitive else ()
    event = auditing.event_of(case, "export", actor_of(visit.staff), now=visit.now, fields=fields)
    record(visit.session, replace(event, purpose=visit.form.one("purpose")))
    taken = exported_of(case, version, journey, sensitive=sensitive)
    return replace(taken, assignee_name=names.get(case.assignee_id, "") if case.assignee_id else "")


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{quote(name)}"'}
    return Response(content, media_type=media_type, headers=headers)
