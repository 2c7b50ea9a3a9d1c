"""What of a procedure the town has not confirmed yet, so that its page can say so."""

from collections.abc import Iterator
from functools import reduce

from app.language import Message, noted
from app.municipality.offering import Offering
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.procedures.wording import Wording


def values_waiting(procedure: Procedure, town: Municipality) -> Message | None:
    """「手数料、郵送料」: what stands behind 「町の確認前」; None where everything is confirmed."""
    names = tuple(_names(procedure, town))
    if not names:
        return None
    return reduce(lambda before, name: noted("{before}、{name}", before=before, name=name), names)


def waiting_row(procedure: Procedure, town: Municipality) -> tuple[tuple[Message, Message], ...]:
    """For a list of facts: one row, or none."""
    waiting = values_waiting(procedure, town)
    return ((town.unconfirmed_words, waiting),) if waiting else ()


def _names(procedure: Procedure, town: Municipality) -> Iterator[Message]:
    offering = town.offering_of(procedure.key)
    if procedure.fee is not None:
        yield from _of_money(offering)
    days = offering.standard_processing_days
    if days and not days.confirmed:
        yield noted("結果が出るまでの日数")
    if procedure.deadline.rule != "none" and not offering.deadlines.extend_to_next_business_day.confirmed:
        yield noted("期限の数え方")
    if not offering.correction_days.confirmed:
        yield noted("直すときの期限")
    told = (offering.appeal.reviewing_authority, offering.appeal.defendant)
    if any(party and not party.confirmed for party in told):
        yield noted("結果に不服があるときの相手")
    for parameter in offering.parameters.values():
        if not parameter.confirmed:
            yield noted("{name}", name=parameter.label)


def _of_money(offering: Offering) -> Iterator[Message]:
    if any(not fee.confirmed for fee in offering.fees.values()):
        yield noted("手数料")
    if offering.postage_yen and not offering.postage_yen.confirmed:
        yield noted("郵送料")
    if not offering.payment_due_days.confirmed:
        yield noted("支払いの期限")


def deadline_text(procedure: Procedure, town: Municipality) -> Wording | Message:
    """A deadline by a rule that the town has not confirmed says so where it stands."""
    counted = town.offering_of(procedure.key).deadlines.extend_to_next_business_day
    if procedure.deadline.rule == "none" or counted.confirmed:
        return procedure.deadline.text
    return noted("{text}（{unconfirmed}）", text=procedure.deadline.text, unconfirmed=town.unconfirmed_words)
