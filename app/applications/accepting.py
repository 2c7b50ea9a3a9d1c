"""受付期間: whether a procedure is taken on a day, and what people read when it is not. Pure."""

from datetime import date

from app.errors import Conflict, Invalid
from app.japan.eras import full_date
from app.language import Message, noted
from app.municipality.town import Municipality


class NotAccepted(Invalid):
    """Nothing arrived; what was written stays a draft. `reason` says since when, and whom to ask."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class NotForThem(Conflict):
    """対象外: these answers say that another procedure, or none, is meant for whoever gave them."""


def closed_reason(town: Municipality, procedure_key: str, today: date) -> Message | None:
    """None while it is taken: from the first second of the first day to the last of the last, in Japan."""
    offering, contact = town.offering_of(procedure_key), town.contact_of(procedure_key)
    if offering.is_accepted_on(today):
        return None
    whom: Message | str = contact.name
    if contact.phone:
        whom = noted("{name}（電話 {phone}）", name=contact.name, phone=contact.phone)
    period = offering.accepting
    if offering.enabled and period.ends_on and today > period.ends_on:
        return noted(
            "受付は{day}で終わりました。くわしくは、{whom}へお問い合わせください。",
            day=full_date(period.ends_on),
            whom=whom,
        )
    if offering.enabled and period.begins_on:
        return noted(
            "受付は{day}に始まります。くわしくは、{whom}へお問い合わせください。",
            day=full_date(period.begins_on),
            whom=whom,
        )
    return noted("いまは受け付けていません。くわしくは、{whom}へお問い合わせください。", whom=whom)
