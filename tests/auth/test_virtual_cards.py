"""Cards of the rehearsal as whoever verifies a signature meets them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from app.auth.jpki.profile import BirthDate, Purpose
from app.auth.jpki.revocation_lists import RevocationLists
from app.auth.jpki.verification import Fault, Rejected, Verified, verify
from app.sandboxes.card.cards import Cards, NoSuchCertificate, PinRefused
from app.sandboxes.card.lettering import lettered
from app.sandboxes.card.personas import Persona
from app.sandboxes.card.reader import PinVerdict
from app.sandboxes.card.server import provider_of
from tests.auth.card import CARDS, CardWorld, bridge
from tests.auth.keys import a_key
from tests.conftest import NOW

SIGN, ENTER = Purpose.SIGNATURE, Purpose.AUTHENTICATION
DOCUMENT = "この内容で申請します。 4f1c".encode()


@pytest.fixture
def world(tmp_path: Path) -> CardWorld:
    return CardWorld(tmp_path)


def cards_of(world: CardWorld) -> Cards:
    cards: Cards = world.provider.cards
    return cards


def persona(world: CardWorld, key: str) -> Persona:
    return cards_of(world).personas[key]


def verified(world: CardWorld, key: str, purpose: Purpose, *, later: timedelta = timedelta()) -> Verified:
    """As a service does, with lists that it fetches over HTTP."""
    cards, person, now = cards_of(world), persona(world, key), NOW + later
    world.clock.now = now
    signed = cards.sign(person, purpose, person.pins[purpose], DOCUMENT, now=now)
    lists = RevocationLists(cards.generations.addresses(purpose, now), bridge(world.forward))
    return verify(signed, cards.generations.trust(purpose, now), lists, at=now)


def test_what_a_card_signs_says_whose_it_is(world: CardWorld) -> None:
    found = verified(world, "hoshino_rei", SIGN)
    assert found.identity is not None
    assert (found.identity.name, found.identity.sex) == ("星野　玲", "female")
    assert found.identity.address == "みどり野町1番2号　星の家3号室"
    assert found.identity.born == BirthDate("heisei", 1990, 2, 3)
    assert verified(world, "hoshino_rei", ENTER).identity is None


def test_letters_that_a_card_does_not_have_are_told_by_their_places(world: CardWorld) -> None:
    """Must catch: flags that do not fit the name, which every verifier must refuse."""
    found = verified(world, "rare", SIGN).identity
    assert found is not None
    assert (found.name, found.name_substituted) == ("吉高葛〓　望", (0, 1, 2, 3))


@pytest.mark.parametrize(
    ("text", "written", "places"),
    [
        ("星野　玲", "星野　玲", ()),
        ("髙橋", "高橋", (0,)),
        ("山﨑　ハル", "山崎　ハル", (1,)),
        ("丂", "丂", ()),
        ("葛󠄀城", "葛城", (0,)),
        ("𪚥", "〓", (0,)),
        ("NGUYEN　THI LAN", "NGUYEN　THI LAN", ()),
        ("", "", ()),
    ],
)
def test_a_card_knows_two_standards(text: str, written: str, places: tuple[int, ...]) -> None:
    """JIS X 0208 and JIS X 0212, in which 丂 stands."""
    assert (lettered(text).text, lettered(text).substituted) == (written, places)


def fault_of(world: CardWorld, key: str, purpose: Purpose) -> Fault:
    with pytest.raises(Rejected) as rejected:
        verified(world, key, purpose)
    return rejected.value.fault


def test_each_state_of_a_card_is_seen_by_whoever_verifies(world: CardWorld) -> None:
    """Must catch: a list that leaves out cards nobody has used yet."""
    assert verified(world, "hoshino_rei", SIGN).status.method == "crl"
    assert fault_of(world, "late", ENTER) is Fault.EXPIRED
    assert fault_of(world, "lost", ENTER) is Fault.REVOKED
    assert fault_of(world, "lost", SIGN) is Fault.REVOKED
    assert verified(world, "away", ENTER)
    assert fault_of(world, "away", SIGN) is Fault.REVOKED


def test_children_have_one_certificate(world: CardWorld) -> None:
    child = persona(world, "hoshino_ren")
    assert verified(world, "hoshino_ren", ENTER)
    with pytest.raises(NoSuchCertificate):
        cards_of(world).sign(child, SIGN, "MIDORI0124", DOCUMENT, now=NOW)


def test_a_list_fetched_before_a_card_is_used_holds_it_already(world: CardWorld) -> None:
    """Must catch: certificates that are taken back only when they are made; a list is kept for a day."""
    cards, person = cards_of(world), persona(world, "lost")
    trust = cards.generations.trust(ENTER, NOW)
    lists = RevocationLists(cards.generations.addresses(ENTER, NOW), bridge(world.forward))
    other = persona(world, "hoshino_rei")
    verify(cards.sign(other, ENTER, "0123", DOCUMENT, now=NOW), trust, lists, at=NOW)
    with pytest.raises(Rejected):
        verify(cards.sign(person, ENTER, "0002", DOCUMENT, now=NOW), trust, lists, at=NOW)


def test_a_wrong_pin_signs_nothing(world: CardWorld) -> None:
    cards, person = cards_of(world), persona(world, "hoshino_rei")
    for pin in ("midori0123", "0123", "MIDORI0124"):
        with pytest.raises(PinRefused) as refused:
            cards.sign(person, SIGN, pin, DOCUMENT, now=NOW)
        assert refused.value.verdict is PinVerdict.WRONG


def test_roots_and_lists_are_there_for_everybody(world: CardWorld) -> None:
    for purpose in Purpose:
        roots = x509.load_pem_x509_certificates(world.web.get(f"/jpki/{purpose}.pem").content)
        assert len(roots) in {2, 3}
        assert len({root.subject for root in roots}) == 1
        assert all("JPKI-LOCALTEST" in root.subject.rfc4514_string() for root in roots)
        for address in cards_of(world).generations.addresses(purpose, NOW).values():
            assert address.startswith(CARDS)
            answer = world.web.get(address)
            assert answer.headers["content-type"] == "application/pkix-crl"
            assert x509.load_der_x509_crl(answer.content).issuer == roots[0].subject
    assert world.web.get("/jpki/00.crl").status_code == 404
    assert world.web.get("/jpki/x.pem").status_code == 422


def test_a_card_that_is_to_be_fine_is_so_for_years(world: CardWorld) -> None:
    """Must catch: a rehearsal that ends after five years, or whose roots do."""
    serials = set()
    for years in (0, 3, 6, 9):
        found = verified(world, "hoshino_rei", ENTER, later=timedelta(days=365 * years))
        serials.add(found.certificate.serial_number)
        assert fault_of_at(world, "lost", timedelta(days=365 * years)) is Fault.REVOKED
    assert len(serials) > 1


def fault_of_at(world: CardWorld, key: str, later: timedelta) -> Fault:
    with pytest.raises(Rejected) as rejected:
        verified(world, key, ENTER, later=later)
    return rejected.value.fault


def test_cards_and_roots_are_the_same_when_the_sandbox_is_started_again(tmp_path: Path) -> None:
    """Must catch: what was signed yesterday and cannot be verified today."""
    found = [verified(CardWorld(tmp_path), "hoshino_rei", SIGN) for _ in range(2)]
    assert found[0].certificate == found[1].certificate
    assert found[0].issuer == found[1].issuer


def test_more_than_one_root_has_issued_cards(world: CardWorld) -> None:
    issued = {
        cards_of(world).generations.issuer(ENTER, day).certificate
        for day in (date(2020, 1, 1), date(2025, 1, 1))
    }
    assert len(issued) == 2


def test_keys_are_made_when_somebody_needs_them(world: CardWorld, tmp_path: Path) -> None:
    """Must catch: a start that waits for the keys of a whole town."""
    made: list[str] = []

    def make(name: str) -> rsa.RSAPrivateKey:
        made.append(name)
        return a_key(name)

    provider = provider_of(replace(world.setting, make_key=make, memory=tmp_path / "another.db"))
    person = provider.cards.personas["hoshino_rei"]
    assert made == []
    for _ in range(2):
        provider.cards.sign(person, ENTER, "0123", DOCUMENT, now=NOW)
    assert len(made) == 2, "the card's and that of who issued it"
