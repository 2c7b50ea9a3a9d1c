"""署名 over HTTP: away, back, and sent in one go; or a page that says why not, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.applications.lifecycle import State
from app.applications.queries import get_by_number
from app.auth.jpki.profile import Purpose
from app.auth.jpki.status import Standing
from app.auth.signing import CardSignature, NotSigned, Unsigned
from app.errors import Unavailable
from tests import make
from tests.auth.jpki import cards
from tests.auth.signing_double import YOKO
from tests.scenarios.walker import pin_of
from tests.web.signing.town import BUTTON, KEIKO, Signer, Town, a_signer


def is_still_a_draft(town: Town, signer: Signer) -> bool:
    application = town.application(signer)
    return application.state is State.DRAFT and not application.versions


def test_it_is_signed_and_sent_in_one_go(town: Town, signer: Signer) -> None:
    """Must catch: a page between the signature and the receipt, and a signature nobody keeps."""
    assert signer.form(BUTTON).action.endswith("/sign")
    signer.presses_sign()
    assert signer.heading == "申請が届きました"
    assert "マイナンバーカードで署名して提出しました。" in signer.text
    application = town.application(signer)
    assert application.state is State.ARRIVED
    evidence = town.evidence(signer)
    assert evidence.digest == town.card.digests[-1].hex(), "what is kept is what the card signed"
    assert "児童手当に係る寄附の申出" in evidence.document
    assert town.checker.asked == 1


def test_what_is_signed_stands_in_the_language_it_was_read_in(town: Town, signer: Signer) -> None:
    signer.client.cookies.set("lang", "en")
    signer.opens(f"/apply/{signer.draft_id}/check")
    signer.sends("Sign and submit", {"consent_truth": "yes"})
    assert "Donation of child allowance" in town.evidence(signer).document


def test_nobody_submits_without_signing(town: Town, signer: Signer) -> None:
    """Must catch: a form of one's own that goes around the card."""
    form = signer.form(BUTTON)
    sent = {**signer.fields_of(form), "consent_truth": ["yes"]}
    answer = signer.client.post(form.action.replace("/sign", "/submit"), data=sent)
    assert answer.status_code == 422
    assert is_still_a_draft(town, signer)


def test_nobody_is_sent_away_with_what_would_not_be_taken(town: Town, signer: Signer) -> None:
    signer.sends(BUTTON, {"consent_truth": []}, 422)
    assert signer.complaints
    assert town.card.digests == []
    signer.sends("やめて保存")
    assert signer.heading == "保存しました"


def raising(why: Unsigned) -> Callable[[], None]:
    def cannot() -> None:
        raise NotSigned(why)

    return cannot


def nobody_answers() -> None:
    raise Unavailable


def changing(**more: Any) -> Callable[[Town], None]:
    def change(town: Town) -> None:
        for name, value in more.items():
            setattr(town.card, name, value)

    return change


def revoked(town: Town) -> None:
    town.checker.standing = Standing.REVOKED


def status_unknown(town: Town) -> None:
    town.checker.standing = Standing.UNKNOWN


def truncated(made: CardSignature) -> CardSignature:
    return replace(made, signature=made.signature[:-1])


def of_another(made: CardSignature) -> CardSignature:
    return replace(made, signature=cards.sign(b"another document"))


def no_certificate(made: CardSignature) -> CardSignature:
    return replace(made, certificate=b"none")


FAILURES: dict[str, tuple[Callable[[Town], None], str]] = {
    "cancelled": (changing(finishes=raising(Unsigned.CANCELLED)), "署名をやめました"),
    "locked": (changing(finishes=raising(Unsigned.LOCKED)), "暗証番号がロックされています"),
    "under 15": (changing(finishes=raising(Unsigned.NO_CERTIFICATE)), "このカードでは署名できません"),
    "expired": (changing(issued_on=date(2019, 1, 1)), "署名用の電子証明書の期限が切れています"),
    "moved": (revoked, "署名用の電子証明書が使えなくなっています"),
    "nobody tells": (status_unknown, "いま、署名ができません"),
    "the provider is silent": (changing(begins=nobody_answers), "いま、署名ができません"),
    "and when one is back": (changing(finishes=nobody_answers), "いま、署名ができません"),
    "somebody else's card": (changing(identity=YOKO), "申請する方のカードではありませんでした"),
    "another birthday": (
        changing(identity=replace(KEIKO, born=YOKO.born)),
        "申請する方のカードではありませんでした",
    ),
    "another address": (
        changing(identity=replace(KEIKO, address=YOKO.address)),
        "申請する方のカードではありませんでした",
    ),
    "the certificate for signing in": (
        changing(purpose=Purpose.AUTHENTICATION),
        "署名を確かめられませんでした",
    ),
    "a truncated signature": (changing(alters=truncated), "署名を確かめられませんでした"),
    "a signature of something else": (changing(alters=of_another), "署名を確かめられませんでした"),
    "no certificate": (changing(alters=no_certificate), "署名を確かめられませんでした"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_has_its_page_and_costs_nothing(town: Town, signer: Signer, name: str) -> None:
    """I-39. Must catch: an error page in place of words, or an application that is sent all the same."""
    fail, heading = FAILURES[name]
    fail(town)
    signer.presses_sign()
    assert signer.heading == heading
    assert "書いた内容は、残っています。" in signer.text
    assert urlsplit(str(signer.answer.url)).query == ""
    assert is_still_a_draft(town, signer)
    signer.opens(signer.path)
    assert signer.heading == heading, "opened again it says the same"


@pytest.mark.parametrize("name", ["locked", "moved", "expired", "under 15"])
def test_who_cannot_sign_today_is_shown_the_other_ways(town: Town, signer: Signer, name: str) -> None:
    FAILURES[name][0](town)
    signer.presses_sign()
    assert "役場の窓口" in signer.text
    assert "市区町村の窓口" in signer.text
    assert "もう一度署名する" not in signer.text
    signer.follows("確認の画面にもどる")
    assert signer.form(BUTTON) is not None


def test_after_a_failure_it_is_signed_as_ever(town: Town, signer: Signer) -> None:
    town.card.finishes = raising(Unsigned.CANCELLED)
    signer.presses_sign()
    town.card.finishes = lambda: None
    signer.follows("もう一度署名する")
    assert signer.page.xpath("//input[@name='consent_truth'][@checked]") == [], "nothing is ticked for them"
    signer.presses_sign()
    assert signer.heading == "申請が届きました"


def test_where_no_way_to_sign_is_there_it_says_so(town: Town, signer: Signer) -> None:
    town.signs_with(None)
    signer.presses_sign()
    assert signer.heading == "いま、署名ができません"
    assert is_still_a_draft(town, signer)


def test_who_changes_an_answer_meanwhile_reads_and_signs_again(town: Town, signer: Signer) -> None:
    """I-39. Must catch: an answer that nobody has signed, sent with the signature of another."""

    def change() -> None:
        other = a_signer(town.world)
        other.client.cookies.update(signer.client.cookies)
        other.opens(f"/apply/{signer.draft_id}/steps/applicant")
        other.sends("次へ", {"applicant_phone": "090-0000-9999"})

    town.card.finishes = change
    signer.presses_sign()
    assert signer.heading == "署名のあいだに、内容が変わりました"
    assert is_still_a_draft(town, signer)
    assert town.application(signer).answers["applicant_phone"] == "09000009999", "nothing is lost"


def test_a_way_back_is_gone_once(town: Town, signer: Signer) -> None:
    """I-39. Must catch: an address that sends again what it has sent, or what another browser shall send."""
    way = away(signer)
    cookie = signer.client.cookies.get("signing")
    signer.opens(way)
    assert signer.heading == "申請が届きました"
    signer.client.cookies.set("signing", cookie)
    signer.opens(way, 403)
    assert signer.heading == "この署名は使えません"
    assert way.rpartition("state=")[2] not in signer.answer.text, "no address that held a code is shown"
    assert len(town.application(signer).versions) == 1


def away(signer: Signer) -> str:
    """Presses the button and stays where the card is: the address one would come back to."""
    form = signer.form(BUTTON)
    sent = {**signer.fields_of(form), "consent_truth": ["yes"]}
    answer = signer.client.post(form.action, data=sent, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_another_browser_brings_nothing_back(town: Town, signer: Signer) -> None:
    way = away(signer)
    stranger = a_signer(town.world)
    stranger.opens(way, 403)
    stranger.is_about_to_sign()
    stranger.client.cookies.set("signing", signer.client.cookies.get("signing"))
    signer.client.cookies.delete("signing")
    signer.opens(way, 403)
    assert is_still_a_draft(town, signer)
    stranger.close()


def test_a_later_try_ends_the_earlier_one(town: Town, signer: Signer) -> None:
    """I-39. Must catch: what was shown first, sent after something else was shown."""
    first = away(signer)
    cookie = signer.client.cookies.get("signing")
    signer.opens(f"/apply/{signer.draft_id}/check")
    second = away(signer)
    later = signer.client.cookies.get("signing")
    signer.client.cookies.set("signing", cookie)
    signer.opens(first, 403)
    signer.client.cookies.set("signing", later)
    signer.opens(second)
    assert signer.heading == "申請が届きました"


def test_after_a_quarter_of_an_hour_it_is_too_late(town: Town, signer: Signer) -> None:
    way = away(signer)
    town.world.clock.forward(minutes=16)
    signer.opens(way, 403)
    assert is_still_a_draft(town, signer)


def test_a_state_of_ones_own_is_none(town: Town, signer: Signer) -> None:
    way = away(signer)
    signer.opens(way.rpartition("state=")[0] + "state=another", 403)
    assert is_still_a_draft(town, signer)


def test_a_correction_shows_all_that_is_signed_again(town: Town, signer: Signer) -> None:
    """I-39. Must catch: a page that shows less than it has signed, or that lets change what nobody asked about."""
    signer.presses_sign()
    number = signer.path.split("/")[2]
    ask_correction(town, number)
    signer.opens(f"/my/{number}")
    signer.follows("直す")
    signer.sends("次へ", {"applicant_phone": "090-0000-9998"})
    assert "署名して直した内容を送る" in signer.text
    changeable = [link for link in signer.links() if "/steps/" in link and "#" in link]
    assert {link.partition("#")[2] for link in changeable} == {"applicant_phone"}
    assert "どれだけ寄附しますか。" in signer.text, "it is signed, so it is there to be read"
    signer.sends("署名して直した内容を送る", {"consent_truth": "yes"})
    assert "内容を受け取りました。" in signer.text
    evidence = town.evidence(signer)
    assert "どれだけ寄附しますか。" in evidence.document
    assert "09000009998" in evidence.document


def ask_correction(town: Town, number: str) -> None:
    with town.world.office.database.write() as session:
        case = make.Case(session, get_by_number(session, number), town.world.office.town, town.world.clock())
        case.start_review()
        case.ask("applicant_phone")


def test_whoever_was_signed_out_meanwhile_reads_again_before_signing(town: Town, signer: Signer) -> None:
    """Must catch: a kept form that leads to the card from a page on which nothing can be read."""
    form = signer.form(BUTTON)
    sent = {**signer.fields_of(form), "consent_truth": ["yes"]}
    town.world.clock.forward(minutes=70)
    answer = signer.client.post(form.action, data=sent)
    assert answer.status_code == 200
    assert "サインイン" in answer.text
    assert town.card.digests == []
    signer.opens("/sign-in")
    signer.reads_card("hayashi_keiko", pin_of("hayashi_keiko"))
    assert signer.path != "/kept"
    assert is_still_a_draft(town, signer)
