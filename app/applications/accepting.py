"""Whether a procedure is taken on a day (受付期間) and by which way, and what people read when it is not. Pure."""

from datetime import date

from app.errors import Conflict, Invalid
from app.japan.eras import full_date
from app.language import Message, noted
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.procedures.definition import Procedure


class NotAccepted(Invalid):
    """Nothing arrived; what was written stays a draft. `reason` says since when, and whom to ask."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class NotForThem(Conflict):
    """対象外: these answers say that another procedure, or none, is meant for whoever gave them."""


def refusal(town: Municipality, procedure: Procedure, channel: Channel, today: date) -> Message | None:
    """None where it is taken that way on that day."""
    return closed_reason(town, procedure.key, today) or wrong_way(town, procedure, channel)


def channels_of(town: Municipality, procedure: Procedure) -> tuple[Channel, ...]:
    """Those that the law leaves open and the town has not shut."""
    own = town.offering_of(procedure.key).channels
    return tuple(each for each in procedure.channels if own is None or each in own)


def wrong_way(town: Municipality, procedure: Procedure, channel: Channel) -> Message | None:
    """Where to go instead, for whoever comes by a way that is not open; None for one that is."""
    open_ways = channels_of(town, procedure)
    if channel in open_ways:
        return None
    if Channel.COUNTER in open_ways:
        return noted("この手続は窓口で出します。窓口は、{whom}です。", whom=_whom(town, procedure.key))
    return noted(
        "この方法では受け付けていません。くわしくは、{whom}へお問い合わせください。",
        whom=_whom(town, procedure.key),
    )


def closed_reason(town: Municipality, procedure_key: str, today: date) -> Message | None:
    """None while it is taken: from the first second of the first day to the last of the last, in Japan."""
    offering = town.offering_of(procedure_key)
    if offering.is_accepted_on(today):
        return None
    period, whom = offering.accepting, _whom(town, procedure_key)
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


def _whom(town: Municipality, procedure_key: str) -> Message | str:
    contact = town.contact_of(procedure_key)
    if contact.phone:
        return noted("{name}（電話 {phone}）", name=contact.name, phone=contact.phone)
    return contact.name
