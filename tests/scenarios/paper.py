"""Papers as a clerk enters them: 罹災証明書, which anybody may write by hand."""

from tests.people import Clerk
from tests.scenarios.disaster import HOUSE

DISASTER, TAXI = "disaster_certificate", "elderly_taxi"
CONTACT = {
    "applicant_name.family": "ヤマカワ",
    "applicant_name.given": "ミドリ",
    "applicant_phone": "090-0000-7777",
}
ADDRESS = {f"house_address.{part}": text for part, text in HOUSE.items()}
WHICH = {"disaster_id": "heavy_rain_2026_04"}
TRUTH = {"consent_truth": "yes"}


def begins(clerk: Clerk, came_on: str, key: str = DISASTER) -> None:
    clerk.opens("/staff/paper")
    clerk.opens(f"/staff/paper/new/{key}")
    clerk.sends("入力を始める", {"came_on": came_on})


def goes_on(clerk: Clerk, given: dict[str, str] | None = None) -> None:
    """As it stands on the paper, also where nothing does."""
    clerk.sends("空きのまま次へ", given or {})


def reaches_check(clerk: Clerk, *pages: dict[str, str]) -> None:
    """These pages as they stand; whatever else there is stays empty."""
    for each in pages:
        goes_on(clerk, each)
    for _ in range(40):
        if clerk.path.endswith("/check"):
            return
        goes_on(clerk)
    raise AssertionError(f"no end in sight at {clerk.path}")


def enters_whole(clerk: Clerk, came_on: str) -> str:
    """The 受付番号."""
    begins(clerk, came_on)
    reaches_check(clerk, CONTACT, ADDRESS, WHICH, TRUTH)
    clerk.sends("受け付ける")
    return clerk.path.split("/")[3]
