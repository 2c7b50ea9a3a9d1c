"""Who of a household has died → what those who are left may be told, so that nobody types it again."""

from collections.abc import Iterator

from app.japan.relationships import HEAD, relation_to
from app.prefill.facts import Plain
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson
from app.prefill.sources import Source

_Known = Iterator[tuple[str, Plain | None, Source]]
_IDENTITY = ("family_name", "given_name", "family_name_kana", "given_name_kana")


def deceased_of(person: RegisteredPerson, home: RegisteredHousehold) -> _Known:
    """Under protection nothing: the one who died may have had another address, and others left behind there."""
    late = home.deceased
    if late is None or home.protected:
        return
    told: dict[str, Plain | None] = {name: getattr(late, name) for name in _IDENTITY}
    told |= {"date_of_birth": late.date_of_birth.isoformat(), "died_on": late.died_on.isoformat()}
    address = late.address or person.address
    told |= {f"address.{part}": value for part, value in address.model_dump().items()}
    told |= {
        "lived_together": address == person.address,
        "was_head": late.relationship_to_head == HEAD,
        "relationship_to_applicant": relation_to(person.relationship_to_head, late.relationship_to_head),
    }
    told["survivors"] = [
        {"key": each.key, "deceased_kin": kin}
        for each in home.persons
        if (kin := relation_to(late.relationship_to_head, each.relationship_to_head))
    ]
    yield from ((f"deceased.{name}", value, Source.RESIDENT_REGISTER) for name, value in told.items())
    yield "deceased_health.insurance", late.health_insurance, Source.HEALTH_INSURANCE_LEDGER
    yield "deceased_allowance.received", late.child_allowance, Source.CHILD_ALLOWANCE_LEDGER
    if (owned := late.owned_property) is not None:
        yield "deceased_property.owned", bool(owned), Source.PROPERTY_LEDGER
        yield "deceased_property.kinds", [*owned] or None, Source.PROPERTY_LEDGER
    if late.care:
        yield "deceased_care.insured_number", late.care.insured_number, Source.CARE_LEDGER
        yield "deceased_care.certificates", [*late.care.certificates], Source.CARE_LEDGER
