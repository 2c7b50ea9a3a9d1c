"""署名 by whoever acts for somebody else: with their own card, under their mandate, while it holds."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import update

from app.applications import filing
from app.applications.lifecycle import State
from app.applications.models import ActorKind
from app.applications.signing.document import read
from app.applications.signing.queries import hashes_of_files
from app.applications.signing.rechecking import Kept, Part, recheck
from app.auth.jpki.profile import Purpose
from app.auth.models import ResidentAccount, SessionKind, WebSession
from app.auth.signing import CardSignature
from app.cli.signatures import told
from app.database import new_id
from app.mandates import ending
from app.mandates.kinds import MandateKind
from app.mandates.models import Mandate
from tests.auth.jpki import cards
from tests.auth.signing_double import YOKO
from tests.hostile.proxies import a_mandate
from tests.people import Clerk
from tests.scenarios.acting import acts_for
from tests.scenarios.walker import pin_of
from tests.web.signing.town import KEIKO, KEY, Signer, Town, a_signer
from tests.world import PASSWORD

PRINCIPAL, NAME = "hayashi_keiko", "林 恵子"
PROXY_NAME = "代理 する人"  # as the mandate has it


@pytest.fixture
def proxy(town: Town) -> Iterator[Signer]:
    """水野 陽子, who is about to sign for 林 恵子; the card at hand is her own."""
    town.card.identity = YOKO
    visitor = a_signer(town.world)
    visitor.signs_in("mizuno_yoko", pin_of("mizuno_yoko"))
    a_mandate(town.world, account_of(town), PRINCIPAL, name=NAME)
    acts_for(visitor, NAME)
    visitor.opens(f"/procedures/{KEY}")
    visitor._shows(visitor._press_start(), 200)
    visitor.reaches_check()
    visitor.draft_id = visitor.path.split("/")[2]
    yield visitor
    visitor.close()
    end_all(town)
    town.lets_begin_again()


def account_of(town: Town) -> UUID:
    with town.world.office.database.read() as session:
        accounts = session.query(ResidentAccount).all()
        return next(each.id for each in accounts if each.person_key == "mizuno_yoko")


def end_all(town: Town) -> None:
    with town.world.office.database.write() as session:
        for mandate in session.query(Mandate).filter(Mandate.ended_at.is_(None)):
            ending.revoke(session, mandate, ending.SYSTEM, now=town.world.clock())


def becomes_a_parent(town: Town) -> None:
    with town.world.office.database.write() as session:
        session.execute(update(Mandate).where(Mandate.ended_at.is_(None)).values(kind=MandateKind.PARENT))


def is_still_a_draft(town: Town, signer: Signer) -> bool:
    application = town.application(signer)
    return application.state is State.DRAFT and not application.versions


def kept_of(town: Town, signer: Signer) -> Kept:
    application, evidence = town.application(signer), town.evidence(signer)
    with town.world.office.database.read() as session:
        files = hashes_of_files(session, application.id)
    code = town.world.office.town.local_government_code
    return Kept(evidence, application.versions[-1], application, files, code)


def found(town: Town, kept: Kept) -> dict[Part, str]:
    return dict(recheck(kept, cards.trust(Purpose.SIGNATURE), town.world.office.stamp.signer.known).wrong)


@pytest.mark.parametrize("is_parent", [False, True])
def test_a_proxy_signs_with_their_own_card(town: Town, proxy: Signer, is_parent: bool) -> None:
    """I-39. Must catch: a proxy who needs the card of the other; evidence and staff told that it was the applicant."""
    if is_parent:
        becomes_a_parent(town)
    proxy.presses_sign()
    assert proxy.heading == "申請が届きました", proxy.text
    application, kept = town.application(proxy), kept_of(town, proxy)
    report = kept.evidence.report
    assert (report["whose"], report["mandate"]) == ("proxy", str(application.owner_id))
    signed = kept.evidence.document
    assert f"\n{PROXY_NAME}さんが、{NAME}さんの代わりに署名します。\n" in signed
    named = {"id": report["mandate"], "person": NAME, "proxy": PROXY_NAME}
    assert read(signed.encode())["mandate"] == named
    finding = recheck(kept, cards.trust(Purpose.SIGNATURE), town.world.office.stamp.signer.known)
    assert finding.is_valid, finding.wrong
    said = "\n".join(told(kept, finding))
    assert f"signed by the proxy, under the mandate {application.owner_id}" in said
    clerk = Clerk(town.world.url)
    clerk.signs_in("tanto", PASSWORD)
    clerk.opens(f"/staff/cases/{application.reference_number}")
    assert "代理の方が、自分のマイナンバーカードで署名済みです。" in clerk.text
    assert f"{NAME}さんの代わりに出しました" in clerk.text
    clerk.close()


def test_what_a_proxy_signed_stays_under_its_mandate(town: Town, proxy: Signer) -> None:
    """Must catch: a case that is moved to another mandate, or to an account, and verified all the same."""
    proxy.presses_sign()
    kept = kept_of(town, proxy)
    for kind, owner in (
        (ActorKind.MANDATE, new_id()),
        (ActorKind.RESIDENT, kept.application.owner_id),
    ):
        kept.application.owner_kind, kept.application.owner_id = kind, owner
        assert Part.REPORT in found(town, kept)


def test_the_mandate_that_was_signed_is_the_one_in_the_report(town: Town, proxy: Signer) -> None:
    """I-39. Must catch: a report of another mandate, sealed by whoever has the town's key, over what the proxy signed."""
    proxy.presses_sign()
    kept = kept_of(town, proxy)
    assert Part.ANSWERS not in found(town, kept)
    kept.evidence.report = {**kept.evidence.report, "mandate": str(new_id())}
    assert Part.ANSWERS in found(town, kept)
    kept.evidence.report = {**kept.evidence.report, "whose": "applicant", "mandate": None}
    assert Part.ANSWERS in found(town, kept)


def test_what_was_signed_before_mandates_were_named_holds(
    town: Town, proxy: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-39. Must catch: every signature of a proxy broken by what is signed since."""
    with monkeypatch.context() as before:
        before.setattr(filing, "find_under", lambda session, application: None)
        proxy.presses_sign()
    kept = kept_of(town, proxy)
    assert "mandate" not in read(kept.evidence.document.encode())
    assert found(town, kept) == {}


def test_with_another_card_nothing_is_sent(town: Town, proxy: Signer) -> None:
    """I-39. Must catch: the card of the person one acts for, lent to whoever files, taken for the proxy's."""
    town.card.identity = KEIKO
    proxy.presses_sign()
    assert proxy.heading == "サインインした方のカードではありませんでした"
    assert is_still_a_draft(town, proxy)


def test_a_sign_in_that_told_nothing_lets_nobody_sign(town: Town, proxy: Signer) -> None:
    """I-39. Must catch: any card at all, where there is nothing to hold it against."""
    with town.world.office.database.write() as session:
        for each in session.query(WebSession).filter(WebSession.kind == SessionKind.RESIDENT):
            each.extra = {name: value for name, value in each.extra.items() if name != "basic_four"}
    proxy.presses_sign()
    assert proxy.heading == "サインインした方のカードではありませんでした"
    assert is_still_a_draft(town, proxy)


def test_a_mandate_taken_back_meanwhile_sends_nothing(town: Town, proxy: Signer) -> None:
    """I-39. Must catch: a revocation while the card is read that comes too late."""

    def taken_back(made: CardSignature) -> CardSignature:
        end_all(town)
        return made

    town.card.alters = taken_back
    proxy.presses_sign()
    assert proxy.path == "/acting"
    assert is_still_a_draft(town, proxy)


def test_a_mandate_taken_back_before_the_way_back_sends_nothing(town: Town, proxy: Signer) -> None:
    town.card.begins = lambda: end_all(town)
    proxy.presses_sign()
    assert proxy.path == "/acting"
    assert is_still_a_draft(town, proxy)
