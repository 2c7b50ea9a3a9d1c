"""A decision → the words of its notice (決定通知書): what was decided, why, on what law, and how to contest it."""

from app.applications.documents import register_of
from app.applications.lifecycle import Action
from app.applications.models import Application
from app.applications.review_models import Decision
from app.clock import japan_date
from app.documents.appeals import AppealInformation, Parties, appeal_information
from app.documents.shapes import Addressee, Contact, DecisionNotice, Issuer, Outcome
from app.japan.eras import full_date
from app.municipality.town import Municipality
from app.procedures.definition import Procedure

RULINGS = {
    Action.GRANT: "{applied_on}に届いた「{procedure}」を認めます。",
    Action.GRANT_PARTIALLY: "{applied_on}に届いた「{procedure}」の一部を認めます。",
    Action.REFUSE: "{applied_on}に届いた「{procedure}」は、次の理由により認められません。",
    Action.ACKNOWLEDGE: "{applied_on}に届いた「{procedure}」を確認し、手続を終えました。",
}
OUTCOMES = {
    Action.GRANT: Outcome.GRANTED,
    Action.GRANT_PARTIALLY: Outcome.PARTIALLY_GRANTED,
    Action.REFUSE: Outcome.REFUSED,
    Action.ACKNOWLEDGE: Outcome.ACKNOWLEDGED,
}


def document_name(procedure: Procedure, decision: Decision) -> str:
    """What the paper is called."""
    outcome = procedure.outcome
    named = {Action.REFUSE: outcome.refused, Action.ACKNOWLEDGE: outcome.acknowledged}
    return named.get(decision.outcome) or outcome.granted


def appeal_of(procedure: Procedure, town: Municipality, outcome: Action) -> AppealInformation:
    """教示 for this procedure in this town; a 届出 that was complete has nothing to contest."""
    kind = "none" if outcome is Action.ACKNOWLEDGE else procedure.appeal
    told = town.offering_of(procedure.key).appeal
    mayor = f"{town.name}{town.mayor_title[-1]}"
    parties = Parties(
        reviewing_authority=told.reviewing_authority.value if told.reviewing_authority else mayor,
        municipality=told.defendant.value if told.defendant else town.name,
        representative=told.defendant_represented_by.value if told.defendant_represented_by else mayor,
    )
    return appeal_information(kind, parties)


def notice_of(
    application: Application, procedure: Procedure, town: Municipality, contact: Contact
) -> DecisionNotice:
    decision = application.decisions[-1]
    decided_at = decision.approved_at or decision.proposed_at
    applied_on = full_date(japan_date(application.arrived_at or decided_at))
    ruling = RULINGS[decision.outcome].format(applied_on=applied_on, procedure=procedure.title.ja)
    symbol = town.offering_of(procedure.key).document_symbol
    number = decision.document_number or ""
    return DecisionNotice(
        title=document_name(procedure, decision),
        reference_number=application.reference_number or "",
        municipality=town.name,
        made_at=decided_at,
        contact=contact,
        register=register_of(application.versions[decision.version_number - 1]),
        outcome=OUTCOMES[decision.outcome],
        document_number=f"{symbol}第{number}号" if symbol else f"第{number}号",
        issued_on=full_date(japan_date(decided_at)),
        addressee=_addressee(application, procedure),
        issuer=Issuer(f"{town.name}{town.mayor_title[-1]}", town.mayor_name or "", "（公印省略）"),
        procedure=procedure.title.ja,
        applied_on=applied_on,
        ruling=(ruling,),
        reasons=tuple(line for line in decision.reasons.splitlines() if line.strip()),
        legal_basis=procedure.legal_basis,
        message=decision.message,
        appeal=appeal_of(procedure, town, decision.outcome),
        disposes=procedure.appeal != "none",
    )


def _addressee(application: Application, procedure: Procedure) -> Addressee:
    answers = application.versions[-1].answers
    address = answers.get(procedure.contact.get("address", "")) or {}
    first = "".join(address.get(part, "") for part in ("prefecture", "city", "town", "block"))
    lines = tuple(line for line in (first, address.get("building", "")) if line)
    return Addressee(application.name_shown or "", address.get("postcode", ""), lines)
