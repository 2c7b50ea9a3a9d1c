"""What is told at a desk, from 「私です」 on: an event, the questions left, and what the person does on the screen."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.applications.models import Application
from app.counter.models import VisitStage
from app.counter.queries import list_cases
from app.counter.stages import Stage
from tests.asking import governed
from tests.people import Clerk, Resident, Visitor
from tests.world import World

Told = Mapping[str, Sequence[str]]
MOST_PAGES = 60

# 転入 + 4: a family of three generations with a dog. By the box, or by its last part in rows.
MOVING_IN: dict[str, bool] = {
    "children": True,
    "nursery": False,
    "school": False,
    "care": True,
    "insurance": False,
    "dog": True,
    "car": False,
    "helped": False,
}
OF_MOVING_IN: dict[str, list[str]] = {
    "proof_of_leaving": ["card"],
    "has_movers": ["yes"],
    "movers": ["arai_miho", "arai_hinata", "arai_mitsu"],
    "comer_kind": ["self"],
    "comer_name": [],
    "applicant_type": ["father"],
    "job_type": ["employee"],
    "employer_name": [],
    "claimed": ["arai_hinata"],
    "child_care": ["yes"],
    "child_livelihood": ["shared"],
    "child_facility": ["no"],
    "medins_link": ["yes"],
    "spouse_job": ["none"],
    "has_students": ["no"],
    "pension_type": ["employees"],
    "income_way": ["lookup"],
    "medins_way": ["town"],
    "spouse_jan1_addr_same": ["no_japan"],
    "spouse_jan1_addr.prefecture": ["新潟県"],
    "spouse_jan1_addr.city": ["かえで市"],
    "spouse_jan1_addr.town": ["本町三丁目"],
    "spouse_jan1_addr.block": ["5番12号"],
    "insured": ["arai_mitsu"],
    "moved_to": ["home"],
    "dog_name": ["ポチ"],
    "microchip_no": [],
    "tag_no": [],
    "bank_mode": ["public_account"],
    "prev_office_no": [],
    "prev_cm": [],
    "assets_note": ["none"],
}
FIVE = {
    "moving_in_notification",
    "child_allowance_certification",
    "kaigo_certification_transfer",
    "child_medical_card",
    "dog_registration",
}


def begins(clerk: Clerk, event: str) -> None:
    clerk.opens("/staff/counter")
    form = next(each for each in clerk.page.forms if each.action.endswith("/event"))
    fields = {**clerk.fields_of(form), "event": [event]}
    clerk._shows(clerk.client.post(form.action, data=fields), 200)


def tells_event(clerk: Clerk, told: Mapping[str, bool]) -> None:
    """What the register knows stands there already."""
    while clerk.path.endswith("/event"):
        clerk.sends("次へ", {key: "yes" if told[key] else "no" for key in _asked_on(clerk)})
    assert clerk.path.endswith("/found")


def _asked_on(clerk: Clerk) -> list[str]:
    return [str(at) for at in clerk.page.xpath("//main//input[@name='_asked']/@value")]


def answers(clerk: Clerk, told: Told) -> list[tuple[str, str]]:
    """Until nothing is left to ask: what was asked, by application and box."""
    asked: list[tuple[str, str]] = []
    while clerk.path.endswith(("/ask", "/mend")):
        assert len(asked) < MOST_PAGES
        answers_page(clerk, told, asked)
    return asked


def answers_page(clerk: Clerk, told: Told, asked: list[tuple[str, str]], expected: int = 200) -> None:
    case = str(clerk.page.xpath("//main//input[@name='case']/@value")[0])
    given: dict[str, Any] = {}
    for at in _asked_on(clerk):
        if any(other.startswith(f"{at}.") for other in _asked_on(clerk)):
            continue  # a group, whose boxes are named one by one
        asked.append((case, at))
        given |= _boxes(at, told)
    clerk.sends("次へ", given, expected=expected)


def _boxes(at: str, told: Told) -> dict[str, Any]:
    name = at.rpartition(".")[2]
    found = {box: values for box, values in told.items() if box.startswith(f"{name}.")}
    if not found and at not in told and name not in told:
        raise AssertionError(f"nobody said what to answer to {at}")
    return found or {at: told.get(at, told.get(name, ()))}


# お悔やみ + 4: a widow whose husband was the head of the household, with a daughter at school.
DEATH = {
    "allowance": True,
    "care": True,
    "insurance": True,
    "head": True,
    "pension": False,
    "property": True,
} | {
    "car": False,
    "dog": False,
}
OF_DEATH: dict[str, list[str]] = {
    "deceased_public_servant": ["no"],
    "claimant_child": ["miyashita_uta"],
    "claimant_child_relation": ["child"],
    "rep_relation": ["parent"],
    "bank_holder_kind": ["child"],
    "bank_account.way": ["bank"],
    "bank_account.bank": ["0143"],
    "bank_account.branch": ["211"],
    "bank_account.type": ["ordinary"],
    "bank_account.number": ["0012345"],
    "bank_account.holder": ["ミヤシタ ウタ"],
    "new_claim_link": ["later"],
    "settled_with": ["me"],
    "bank_mode": ["public_account"],
    "paid_elsewhere": ["no"],
    "funeral_date.era": ["reiwa"],
    "funeral_date.year": ["8"],
    "funeral_date.month": ["5"],
    "funeral_date.day": ["6"],
    "is_chief_mourner": ["yes"],
    "new_head": ["miyashita_naomi"],
    "new_head_name": [],
    "rest": ["miyashita_wataru", "miyashita_uta"],
    "member_relation": ["child"],
    "filer_kind": ["new_head"],
    "registration": ["not_yet"],
    "asset_kinds": ["land", "building"],
    "asset_places": [],
    "knew_on.era": ["reiwa"],
    "knew_on.year": ["8"],
    "knew_on.month": ["5"],
    "knew_on.day": ["2"],
    "how_settled": ["shared"],
    "is_representative": ["yes"],
    "has_other_owners": ["no"],
}
# Money for an account that is somebody else's.
OF_CARD: dict[str, list[str]] = {
    "reason": ["birth"],
    "child": ["mizuno_sakura"],
    "medins_link": ["yes"],
    "bank_mode": ["other"],
    "bank_account.way": ["bank"],
    "bank_account.bank": ["0143"],
    "bank_account.branch": ["211"],
    "bank_account.type": ["ordinary"],
    "bank_account.number": ["0012345"],
    "bank_account.holder": ["ミズノ ケン"],
}
OTHER_FIVE = {
    "child_allowance_unpaid_claim",
    "care_certificate_return",
    "funeral_grant",
    "household_head_change",
    "property_owner_report",
}


def collects(clerk: Clerk, *names: str) -> None:
    """Every paper whose words contain one of these, or all of them."""
    boxes = clerk.page.xpath("//main//input[@type='checkbox']")
    labels = {box: clerk.page.xpath(f"//label[@for='{box.get('id')}']")[0].text_content() for box in boxes}
    ticked: dict[str, list[str]] = {"seen": [], "handed": []}
    for box, label in labels.items():
        if not names or any(name in label for name in names):
            ticked[box.get("name")].append(box.get("value"))
    clerk.sends("次へ", ticked)


def stands_behind(screen: Resident) -> list[int]:
    """Every sentence ticked, and the button, until all are said. How many taps each round took."""
    taps: list[int] = []
    screen.opens("/screen")
    while screen.heading == "内容を確かめる":
        names = sentences_on(screen)
        assert not screen.page.xpath("//main//input[@checked]")
        screen.sends("この内容でまちがいありません", dict.fromkeys(names, "yes"))
        taps.append(len(names) + 1)
    return taps


def presses_one(visitor: Visitor, name: str, value: str) -> None:
    """One of many buttons with the same words."""
    form = next(
        each for each in visitor.page.forms if each.xpath(f".//button[@name='{name}'][@value='{value}']")
    )
    fields = {**visitor.fields_of(form), name: [value]}
    visitor._shows(visitor.client.post(form.action, data=fields), 200)


def sentences_on(screen: Visitor) -> list[str]:
    return [str(each) for each in screen.page.xpath("//main//input[@type='checkbox']/@name")]


def signs(screen: Resident, name: str) -> None:
    screen.opens("/screen")
    if "もう一度、あなたですか" in screen.text:
        screen.sends("はい、私です")
    screen.sends("署名して出す", {"name": name})


def cases_of(world: World, visit_id: str) -> list[Application]:
    with world.office.database.read() as session:
        found = [each for _, each in list_cases(session, UUID(visit_id))]
        for each in found:
            session.refresh(each)
            _ = each.versions, each.history
        session.expunge_all()
        return found


def stages_of(world: World, visit_id: str) -> list[Stage]:
    """In the order in which the visit came to them."""
    with world.office.database.read() as session:
        found = select(VisitStage.stage).where(VisitStage.visit_id == UUID(visit_id))
        return list(session.scalars(found.order_by(VisitStage.began_at, VisitStage.id)))


def closed(world: World, key: str) -> AbstractContextManager[None]:
    """The town takes no applications for this procedure any more."""
    offering = world.office.town.offerings[key]
    ended = offering.model_copy(update={"enabled": False})
    town = world.office.town
    return governed(world, town.model_copy(update={"offerings": {**town.offerings, key: ended}}))
