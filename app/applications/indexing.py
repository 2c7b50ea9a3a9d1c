"""What staff look an application up by, folded."""

from app.applications.models import Application
from app.japan.addresses import fold_address
from app.japan.kana import kana_key
from app.japan.names import fold_name
from app.procedures.journey import Journey


def index_for_search(application: Application, journey: Journey) -> None:
    """Only what staff look people up by stands in clear, and folded."""
    answers = {role: journey.answers.get(key) for role, key in journey.procedure.contact.items()}
    if name := answers.get("name"):
        application.name_shown = f"{name['family']} {name['given']}".strip()
        application.name_folded = fold_name(name["family"] + name["given"])
    if kana := answers.get("kana"):
        application.kana_folded = kana_key(kana["family"] + kana["given"])
    if phone := answers.get("phone"):
        application.phone = phone
    if address := answers.get("address"):
        parts = (address.get(part, "") for part in ("prefecture", "city", "town", "block"))
        application.address_folded = fold_address("".join(parts))[:80]
