"""Is this paper genuine? For anybody who holds one: no sign-in, and nothing that is sent here is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from app.applications.labels import STATE_LABELS
from app.applications.lifecycle import State
from app.documents.proof.code import LONGEST
from app.documents.proof.statement import Kind, Statement
from app.documents.proof.verdict import Finding, Verdict, check_code, check_file
from app.language import Message, noted
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.procedures.wording import Wording
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()

MOST_BYTES = 10_000_000
KINDS: Mapping[Kind, Message] = {
    Kind.ARRIVAL_RECEIPT: noted("到達・受付のお知らせ"),
    Kind.DECISION_NOTICE: noted("決定の通知書"),
}
TITLES: Mapping[Verdict, Message] = {
    Verdict.GENUINE: noted("この控えは、本物です"),
    Verdict.CHANGED: noted("この書類は、内容が変わっています"),
    Verdict.FOREIGN: noted("この町の控えではありません"),
}
TONES = {Verdict.GENUINE: "success", Verdict.CHANGED: "error", Verdict.FOREIGN: "error"}
NOTHING = noted("PDFを選ぶか、コードを入れてください。")
TOO_LARGE = noted("ファイルが大きすぎます。町から受け取ったPDFを選んでください。")


@dataclass(frozen=True)
class Result:
    """`procedure` is None where this town no longer knows it; `is_file`: a PDF was looked at, not the code alone."""

    finding: Finding
    title: Message
    tone: str
    kind: Message | None = None
    procedure: Wording | None = None
    outcome: Message | None = None
    is_file: bool = False


@dataclass(frozen=True)
class VerifyPage:
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)
    result: Result | None = None


@pages.get("/verify", PUBLIC)
def show_verify(visit: Visit) -> Response:
    return visit.render("resident/verify/show_verify.html", VerifyPage())


@pages.post("/verify", PUBLIC, outside=True)
def verify(visit: Visit) -> Response:
    """Hashes and one signature: nothing to guess, so nothing to count. The file wins where both are given."""
    code = visit.form.one("code")[:LONGEST]
    paper = next(iter(visit.form.files.get("paper", ())), None)
    keys = visit.office.stamp.signer.known
    if paper is not None:
        content = _read(paper)
        if content is None:
            return _again(visit, {"paper": TOO_LARGE})
        return _answer(visit, check_file(content, keys), is_file=True)
    if not code:
        return _again(visit, {"paper": NOTHING})
    return _answer(visit, check_code(code, keys), is_file=False)


@pages.get("/.well-known/madoguchi-keys.json", PUBLIC)
def send_keys(visit: Visit) -> Response:
    """With these anybody checks a paper without us: `python -m app verify`."""
    known = visit.office.stamp.signer.known
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    return JSONResponse(known.published(), headers=headers, media_type="application/jwk-set+json")


def _read(paper: UploadFile) -> bytes | None:
    """None when it is larger than any paper of ours."""
    content = paper.file.read(MOST_BYTES + 1)
    return content if len(content) <= MOST_BYTES else None


def _again(visit: Visit, errors: Mapping[str, Message]) -> Response:
    return visit.render("resident/verify/show_verify.html", VerifyPage(errors=errors), status=422)


def _answer(visit: Visit, finding: Finding, *, is_file: bool) -> Response:
    title, tone = TITLES[finding.verdict], TONES[finding.verdict]
    result = Result(finding, title, tone, is_file=is_file)
    if finding.statement is not None:
        result = _explained(visit, result, finding.statement)
    return visit.render("resident/verify/show_verify.html", VerifyPage(result=result))


def _explained(visit: Visit, result: Result, told: Statement) -> Result:
    with visit.office.database.read() as session:
        revision = find_latest_revision(session, told.procedure)
        procedure = procedure_of(revision).title if revision else None
    outcome = STATE_LABELS[State(told.outcome)] if told.outcome else None
    return Result(
        result.finding, result.title, result.tone, KINDS[told.kind], procedure, outcome, result.is_file
    )
