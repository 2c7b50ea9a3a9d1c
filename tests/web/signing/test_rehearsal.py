"""The whole way with the rehearsal's cards: over HTTP, through the signing API, to evidence that holds."""

from collections.abc import Iterator

import httpx
import pytest

from app.applications.lifecycle import State
from app.applications.signing.queries import find_evidence, hashes_of_files
from app.applications.signing.rechecking import Kept, look_since, recheck
from app.sandboxes.card.sign_faults import SignFault
from tests.auth.jpki import cards
from tests.auth.signing_double import CardAtHand
from tests.scenarios.walker import signing_pin_of
from tests.web.signing.town import BUTTON, Signer, Town, a_signer
from tests.world import World, a_world

WHO = "hayashi_keiko"
PIN = signing_pin_of(WHO)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def town(world: World) -> Town:
    return Town(world, CardAtHand(), cards.Answers())


@pytest.fixture
def signer(town: Town) -> Iterator[Signer]:
    resident = a_signer(town.world)
    resident.is_about_to_sign()
    yield resident
    resident.close()
    httpx.post(f"{town.world.ports.card_url}/admin/cards/{WHO}/unlock")
    town.lets_begin_again()


def goes_wrong(world: World, fault: SignFault) -> None:
    httpx.post(f"{world.ports.card_url}/admin/next-signature", data={"fault": fault.value})


def kept_of(town: Town, signer: Signer) -> Kept:
    application = town.application(signer)
    office = town.world.office
    with office.database.read() as session:
        evidence = find_evidence(session, application.versions[-1].id)
        files = hashes_of_files(session, application.id)
        session.expunge_all()
    assert evidence is not None
    return Kept(evidence, application.versions[-1], application, files, office.town.local_government_code)


def test_it_is_signed_with_ones_own_card_and_holds(town: Town, signer: Signer) -> None:
    signer.presses_sign()
    signer.signs_card(WHO, PIN.lower())
    assert signer.heading == "申請が届きました"
    door, keys = town.world.office.doors.signing, town.world.office.stamp.signer.known
    assert door is not None
    finding = look_since(
        recheck(kept_of(town, signer), door.trust, keys), door.checker, now=town.world.clock()
    )
    assert finding.wrong == {}
    assert finding.since is not None
    assert not finding.is_revoked_since


REFUSED = "署名を確かめられませんでした"
FAULTS = {
    SignFault.CANCELLED: "署名をやめました",
    SignFault.OTHER_TRANSACTION: REFUSED,
    SignFault.WRONG_DIGEST: REFUSED,
    SignFault.FOREIGN_KEY: REFUSED,
    SignFault.EXPIRED: "署名用の電子証明書の期限が切れています",
    SignFault.REVOKED: "署名用の電子証明書が使えなくなっています",
    SignFault.OTHER_PURPOSE: REFUSED,
    SignFault.AUTHENTICATION_KEY: REFUSED,
    SignFault.TRUNCATED: REFUSED,
    SignFault.SERVER_ERROR: "いま、署名ができません",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_there_sends_nothing_here(town: Town, signer: Signer, fault: SignFault) -> None:
    """Must catch: a result that is taken for a signature because it came."""
    goes_wrong(town.world, fault)
    signer.presses_sign()
    signer.signs_card(WHO, PIN)
    assert signer.heading == FAULTS[fault]
    assert town.application(signer).state is State.DRAFT


def test_every_fault_is_tried() -> None:
    assert set(SignFault) == {*FAULTS, SignFault.NONE, SignFault.OTHER_NAMES}


def test_other_names_for_the_same_are_read(town: Town, signer: Signer) -> None:
    goes_wrong(town.world, SignFault.OTHER_NAMES)
    signer.presses_sign()
    signer.signs_card(WHO, PIN)
    assert signer.heading == "申請が届きました"


def test_somebody_elses_card_signs_nothing_of_hers(town: Town, signer: Signer) -> None:
    signer.presses_sign()
    signer.signs_card("mizuno_yoko", signing_pin_of("mizuno_yoko"))
    assert signer.heading == "申請する方のカードではありませんでした"
    assert town.application(signer).state is State.DRAFT


def test_five_wrong_pins_lock_the_card_and_it_says_what_now(town: Town, signer: Signer) -> None:
    """I-46. Must catch: a try that costs nothing, or one that the sandbox makes by itself."""
    signer.presses_sign()
    signer.signs_card(WHO, "WRONG0", 422)
    assert "あと4回" in signer.text
    signer.sends("署名する", {"pin": "みじかい"}, 422)
    assert "あと4回" in signer.text, "what cannot be a PIN costs no try"
    for _ in range(4):
        signer.sends("署名する", {"pin": "WRONG0"}, 422)
    assert signer.heading == "署名用の暗証番号がロックされています"
    signer.sends("やめて戻る")
    assert signer.heading == "暗証番号がロックされています"
    assert "市区町村の窓口" in signer.text
    signer.follows("確認の画面にもどる")
    signer.sends(BUTTON, {"consent_truth": "yes"})
    signer.chooses_card(WHO)
    signer.sends("練習用のロックを解除する")
    signer.sends("署名する", {"pin": PIN})
    assert signer.heading == "申請が届きました"


def test_who_turns_back_at_the_card_finds_everything(town: Town, signer: Signer) -> None:
    signer.presses_sign()
    signer.sends("やめて戻る")
    assert signer.heading == "署名をやめました"


def test_a_certificate_of_the_card_names_its_holder_and_no_other(town: Town, signer: Signer) -> None:
    signer.presses_sign()
    signer.signs_card(WHO, PIN)
    report = kept_of(town, signer).evidence.report
    assert report["whose"] == "applicant"
    assert report["method"] == "crl"
    assert report["standing"] == "good"
