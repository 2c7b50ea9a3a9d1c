"""Everything that can be done to something of a person's, done once: by whom, how, and what the trail calls it."""

from collections.abc import Callable
from typing import Any

from app.applications.lifecycle import Fulfilment, State
from app.applications.queries import get_by_number
from app.audit.incident_queries import list_open
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.auth.identity import Role
from app.auth.queries import find_staff_by_login
from app.auth.staff_accounts import NewStaff, create_account
from app.database import new_id
from app.payments.lifecycle import PaymentAction
from app.payments.models import Payment, PaymentFlag
from tests import make
from tests.hostile.actors import owner_of
from tests.hostile.furnished import PIN, WHO, Furnished
from tests.hostile.help_deeds import OF_HELP
from tests.hostile.identity_deeds import OF_IDENTITY
from tests.hostile.mandate_deeds import OF_MANDATES
from tests.hostile.paper_deeds import OF_PAPERS
from tests.hostile.places import open_place
from tests.hostile.sending import Sender
from tests.hostile.sign_in_deeds import OF_SIGN_INS
from tests.hostile.signing_deeds import OF_SIGNING
from tests.hostile.value_deeds import OF_VALUES
from tests.make import as_sure
from tests.people import Clerk, Resident, Visitor
from tests.scenarios import certificate, desk, disaster
from tests.world import PASSWORD

Deed = Callable[["Town"], Any]
PIECES = "/apply/{application_id}/uploads/{step_key}/{question_key}/{upload_id}"


class Town:
    """Who does the deeds, and on what."""

    def __init__(self, furnished: Furnished) -> None:
        self.furnished, self.world, self.owner = furnished, furnished.world, furnished.owner
        self.guest = Resident(furnished.world.url)
        self.clerk, self.approver, self.admin = (Clerk(furnished.world.url) for _ in range(3))
        for clerk, login in ((self.clerk, "tanto"), (self.approver, "kessai"), (self.admin, "kanri")):
            clerk.signs_in(login, PASSWORD)

    @property
    def account(self) -> str:
        """The page of somebody hired just now: the deeds are done in any order."""
        with self.world.office.database.write() as session:
            login = f"hired{new_id().hex[-12:]}"
            new = NewStaff(login, "新人 はる", PASSWORD, frozenset({Role.CLERK}), frozenset({"jumin"}))
            return f"/staff/accounts/{create_account(session, new, by=None, now=self.world.clock()).id}"

    def case(self, state: State, key: str = make.ALLOWANCE, **more: Any) -> str:
        """Another one, owned by the resident."""
        office = self.world.office
        by = as_sure(make.ActorKind.RESIDENT, owner_of(self.furnished))
        with office.database.write() as session:
            made = make.a_case(session, state, key, by=by, town=office.town, now=self.world.clock(), **more)
            session.flush()
            return made.application.reference_number or str(made.application.id)

    def posts(self, who: Visitor, page: str, path: str, **sent: Any) -> None:
        """A form of that page, with whatever stands in its boxes."""
        who.opens(page)
        forms = [form for form in who.page.forms if (form.action or "").partition("?")[0].endswith(path)]
        assert forms, f"no form to {path} on {page}"
        answer = who.client.post(path, data={**who.fields_of(forms[0]), **sent})
        assert answer.status_code == 200, (path, answer.status_code)


def starts(town: Town) -> None:
    town.owner.opens("/procedures/certificate_of_residence")
    token = town.owner.page.xpath("//input[@name='form_token']/@value")[0]
    town.owner.client.post("/procedures/certificate_of_residence/start", data={"form_token": token})


def files(town: Town) -> None:
    town.guest.opens(disaster.START)
    number = disaster.arrive(town.guest, "090-0000-7779")
    disaster.tell_of_damage(town.guest)
    assert number
    town.guest.sends("選んだものを送る", files=[("photos", ("a.jpg", disaster.photo()))])


def reads_by_number(town: Town) -> None:
    stranger = Resident(town.world.url)
    number = disaster.arrive(stranger, "090-0000-7780")
    stranger.client.cookies.clear()
    stranger.opens("/resume")
    stranger.sends("開く", {"code": number, "phone": "090-0000-7780"})
    stranger.close()


def signs_in_again(town: Town) -> None:
    town.owner.opens("/my")
    town.owner.sends("サインアウト")
    town.owner.signs_in(WHO, PIN)


def sends_certificate(town: Town) -> None:
    certificate.reach_check(town.owner, WHO, PIN, sign_in=False)
    town.owner.sends("この内容で申請する", {"consent_truth": "yes"})


def staff_case(town: Town, state: State, tail: str, page: str = "", **sent: Any) -> None:
    number = town.case(state)
    who = town.approver if tail in {"approval", "send-back"} else town.clerk
    town.posts(who, f"/staff/cases/{number}{page}", f"/staff/cases/{number}/{tail}", **sent)


def approves_in_advance(town: Town) -> None:
    given = {"begun": False, "submitter_kind": "family_apart"}
    number = town.case(State.IN_REVIEW, make.WORKS, given=given)
    town.posts(town.approver, f"/staff/cases/{number}", f"/staff/cases/{number}/advance-approval")


def creates_account(town: Town) -> None:
    sent = {"login": "shinjin", "display_name": "新人 いろは", "roles": "clerk", "sections": "jumin"}
    town.posts(town.admin, "/staff/accounts/new", "/staff/accounts/new", **sent)


def pay_of(town: Town) -> str:
    return f"/my/{town.furnished.paid_number}/pay"


def confirms(town: Town) -> None:
    town.owner.opens(pay_of(town))
    token = town.owner.page.xpath("//input[@name='form_token']/@value")[0]
    town.owner.client.post(f"{pay_of(town)}/confirm", data={"form_token": token})


def withdraws(town: Town) -> None:
    number = town.case(State.ARRIVED)
    town.posts(town.owner, f"/my/{number}/withdraw", f"/my/{number}/withdraw")


def exports(town: Town) -> None:
    sent = {"procedure": make.ALLOWANCE, "purpose": "statistics", "state": ""}
    town.posts(town.clerk, "/staff/queue", "/staff/queue/export.csv", **sent)


def exports_typed(town: Town) -> None:
    town.clerk.opens("/staff/queue")
    town.clerk.sends("JSONで書き出す", {"procedure": make.ALLOWANCE, "purpose": "statistics", "state": ""})


def corrects(town: Town) -> None:
    number = town.case(State.IN_REVIEW)
    town.clerk.opens(f"/staff/cases/{number}")
    desk.ask_correction(town.clerk, number, "直してください。", ["applicant_phone"])


def sends_paper(town: Town) -> None:
    number = town.case(State.GRANTED)
    with town.world.office.database.write() as session:
        get_by_number(session, number).fulfilment = Fulfilment.TO_SEND
    case = f"/staff/cases/{number}"
    town.posts(town.clerk, case, f"{case}/fulfilment", step="send")


def comes_to_the_desk(town: Town) -> None:
    auditor = Clerk(town.world.url)
    auditor.signs_in("kansa", PASSWORD)
    auditor.close()


def on_account(town: Town, *tails: str) -> None:
    account = town.account
    for tail in tails:
        town.posts(town.admin, account, f"{account}{tail}")


def sends_pieces(town: Town) -> None:
    place = open_place(town.world, make.DISASTER, "photos")
    assert Sender(place, disaster.photo(77)).sends_all().json() == {"received": True}
    place.resident.close()


def with_fee(town: Town, tail: str, who: str = "clerk", flagged: bool = False, **sent: str) -> None:
    number = town.case(State.IN_REVIEW, make.CERTIFICATE)
    if flagged:
        with town.world.office.database.write() as session:
            payment = session.get_one(Payment, get_by_number(session, number).payment_id)
            payment.perform(PaymentAction.OPEN_CHECKOUT, at=town.world.clock())
            payment.perform(PaymentAction.AWAIT_OUTCOME, at=town.world.clock())
            payment.flag(PaymentFlag.AMOUNT_DIFFERS)
    case = f"/staff/cases/{number}"
    town.posts(getattr(town, who), case, f"{case}/fee/{tail}", **sent)


def asks_fee(town: Town) -> None:
    case = f"/staff/cases/{town.case(State.IN_REVIEW, 'removed_register_certificate')}"
    town.posts(town.clerk, case, f"{case}/fee/request", quantity_1="2")


def closes_incident(town: Town) -> None:
    with town.world.office.database.write() as session:
        open_incident(session, IncidentKind.JOB_PARKED, new_id().hex, at=town.world.clock())
        incident = f"/staff/incidents/{list_open(session)[-1].id}"
    town.posts(town.admin, incident, incident, reason="再起動して直しました。")


def takes_over(town: Town) -> None:
    number = town.case(State.IN_REVIEW)
    town.posts(town.approver, f"/staff/cases/{number}", f"/staff/cases/{number}/take-over")


def gives_away(town: Town) -> None:
    number = town.case(State.IN_REVIEW)
    with town.world.office.database.read() as session:
        clerk = find_staff_by_login(session, "tanto")
        assert clerk is not None
        clerk_id = str(clerk.id)
    case = f"/staff/cases/{number}"
    town.posts(town.approver, case, f"{case}/assignee", assignee=clerk_id)


# Route → who does it how, and what the trail calls it.
DEEDS: dict[str, tuple[str, Deed]] = {
    "POST /procedures/{key}/start": ("begin", starts),
    "POST /apply/{application_id}/files/{step_key}": ("change_files", files),
    f"POST {PIECES}/finish": ("change_files", sends_pieces),
    "POST /apply/{application_id}/submit": ("submit", sends_certificate),
    **OF_IDENTITY,
    **OF_HELP,
    "POST /my/{number}/withdraw": ("withdraw", withdraws),
    "POST /my/{number}/pay": ("view_payment", lambda t: t.posts(t.owner, pay_of(t), pay_of(t))),
    "POST /my/{number}/pay/confirm": ("view_payment", confirms),
    "POST /resume": ("open_by_number", reads_by_number),
    "GET /sign-in/return": ("sign_in", signs_in_again),
    "POST /sign-out": ("sign_out", signs_in_again),
    "POST /staff/sign-in": ("sign_in", comes_to_the_desk),
    "POST /staff/queue": ("search_cases", lambda t: t.posts(t.clerk, "/staff/queue", "/staff/queue")),
    "POST /staff/queue/export.csv": ("export", exports),
    "POST /staff/queue/export.json": ("export", exports_typed),
    "POST /staff/cases/{reference_number}/review": (
        "start_review",
        lambda t: staff_case(t, State.ARRIVED, "review"),
    ),
    "POST /staff/cases/{reference_number}/correction": ("request_correction", corrects),
    "POST /staff/cases/{reference_number}/proposal": (
        "propose",
        lambda t: staff_case(t, State.IN_REVIEW, "proposal", "/proposal", outcome="grant"),
    ),
    "POST /staff/cases/{reference_number}/approval": (
        "grant",
        lambda t: staff_case(t, State.AWAITING_APPROVAL, "approval"),
    ),
    "POST /staff/cases/{reference_number}/send-back": (
        "send_back",
        lambda t: staff_case(t, State.AWAITING_APPROVAL, "send-back", note="理由が足りません。"),
    ),
    "POST /staff/cases/{reference_number}/advance-approval": ("approve_in_advance", approves_in_advance),
    "POST /staff/cases/{reference_number}/transfer": (
        "transfer",
        lambda t: staff_case(t, State.IN_REVIEW, "transfer", where="かえで市 子育て課"),
    ),
    "POST /staff/cases/{reference_number}/fulfilment": ("send", sends_paper),
    "POST /staff/cases/{reference_number}/take-over": ("take_over", takes_over),
    "POST /staff/cases/{reference_number}/assignee": ("assign", gives_away),
    "POST /staff/cases/{reference_number}/fee/request": ("ask_fee", asks_fee),
    "POST /staff/cases/{reference_number}/fee/received": ("receive_fee", lambda t: with_fee(t, "received")),
    "POST /staff/cases/{reference_number}/fee/waiver": (
        "waive_fee",
        lambda t: with_fee(t, "waiver", "approver", waiver_reason="条例により免除します。"),
    ),
    "POST /staff/cases/{reference_number}/fee/flags": (
        "clear_flags",
        lambda t: with_fee(t, "flags", flagged=True, way="difference_settled", flags_note="電話で確かめた"),
    ),
    "POST /staff/incidents/{incident_id}": ("close_incident", closes_incident),
    **OF_MANDATES,
    **OF_PAPERS,
    **OF_VALUES,
    **OF_SIGN_INS,
    **OF_SIGNING,
    "POST /staff/accounts/new": ("create_account", creates_account),
    "POST /staff/accounts/{account_id}": ("change_duties", lambda t: on_account(t, "")),
    "POST /staff/accounts/{account_id}/password": (
        "reset_password",
        lambda t: on_account(t, "/password"),
    ),
    "POST /staff/accounts/{account_id}/disable": (
        "disable_account",
        lambda t: on_account(t, "/disable"),
    ),
    "POST /staff/accounts/{account_id}/enable": (
        "enable_account",
        lambda t: on_account(t, "/disable", "/enable"),
    ),
}
