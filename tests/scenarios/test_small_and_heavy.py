"""A fee too small for the provider, and a letter too heavy for the post."""

from app.applications.queries import get_by_number
from app.payments.models import Payment
from tests.people import Resident
from tests.scenarios import certificate
from tests.world import World

INCOME = "/procedures/income_tax_certificate"


def test_less_than_fifty_yen_is_paid_at_the_counter(world: World, resident: Resident) -> None:
    """Must catch: a button to the provider, who takes no less than 50 yen, and turns everybody away."""
    number, before = certificate.claim(resident), world.charges
    with world.office.database.write() as session:
        payment = session.get_one(Payment, get_by_number(session, number).payment_id)
        payment.amount_yen, payment.lines = 40, [{"label": "写し", "quantity": 4, "unit_yen": 10, "yen": 40}]
    resident.opens(f"/my/{number}/pay")
    assert "合計が50円より少ないので、窓口で支払います。" in resident.text
    assert not resident.page.xpath("//button[contains(., '支払いへ進む')]")
    token = resident.page.xpath("//input[@name='form_token']/@value")[0]
    answer = resident.client.post(f"/my/{number}/pay", data={"form_token": token})
    assert str(answer.url).startswith(world.url)
    assert world.charges == before


def test_more_papers_than_a_letter_holds_are_said_before_and_refused(resident: Resident) -> None:
    """Must catch: an error page at the very end, or a letter the town cannot post."""
    resident.signs_in("takahashi_makoto", "1501", INCOME)
    resident.sends("始める")
    resident.sends("次へ", {"subject_person": "self"})
    resident.sends(
        "次へ", {"fiscal_years": ["fy2026", "fy2025", "fy2024"], "lived_here": "yes", "kind": "income"}
    )
    resident.sends("次へ", {"purpose": "bank"})
    resident.sends("次へ", {"copies": "4", "delivery": "post"})
    resident.sends("次へ", {"express": "no"})
    assert "全部で10通までです" in resident.text
    resident.sends("この内容で申請する", {"consent_truth": "yes"}, expected=422)
    assert "全部で10通までです" in resident.text
    [change] = {href for href in resident.links() if href.endswith("/steps/copies#copies")}
    resident.opens(change)
    resident.sends("次へ", {"copies": "3", "delivery": "post", "express": "no"})
    assert "合計 2,880円" in resident.text
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
