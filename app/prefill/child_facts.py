"""The ledgers of 児童扶養手当 and 保育 → what a parent may be shown of them."""

from collections.abc import Iterator

from app.prefill.allowance_facts import is_hidden, told_of
from app.prefill.child_ledgers import EnrolledChild, WorkingParent
from app.prefill.facts import Plain
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson, RegisterFile
from app.prefill.sources import Source
from app.prefill.telling import without_nothing


def support_of(
    register: RegisterFile, person: RegisteredPerson, home: RegisteredHousehold
) -> Iterator[tuple[str, Plain | None, Source]]:
    """Under protection without the children, and without the reason: it may be the protection itself."""
    entry = person.child_support
    if entry is None:
        return
    source = Source.CHILD_SUPPORT_LEDGER
    yield "child_support.certificate_number", entry.certificate_number, source
    yield "child_support.recipient_kind", entry.recipient_kind, source
    yield "child_support.five_years_passed", entry.five_years_passed, source
    if not home.protected:
        yield "child_support.reason", entry.reason, source
        yield "child_support.children", [told_of(register, home, each) for each in entry.children], source


def childcare_of(
    register: RegisterFile, person: RegisteredPerson, home: RegisteredHousehold
) -> Iterator[tuple[str, Plain | None, Source]]:
    """Under protection only the number: whoever knows the day nursery can wait at its gate."""
    entry = person.childcare
    if entry is None:
        return
    yield "childcare.certificate_number", entry.certificate_number, Source.CHILDCARE_LEDGER
    if not home.protected:
        rows: list[Plain] = [_enrolled(register, home, each) for each in entry.enrolled]
        yield "childcare.enrolled", rows, Source.CHILDCARE_LEDGER
        parents: list[Plain] = [
            _parent(each) for each in entry.parents if not is_hidden(register.persons()[each.person][1], home)
        ]
        yield "childcare.parents", parents, Source.CHILDCARE_LEDGER


def _parent(entry: WorkingParent) -> dict[str, Plain]:
    time = entry.work_time
    told: dict[str, Plain | None] = {
        "key": entry.person,
        "employer_name": entry.employer_name,
        "employer_phone": entry.employer_phone,
        "monthly_hours": entry.monthly_hours,
        "work_days": [*entry.work_days] or None,
        "work_time": {"from": time.begins, "to": time.ends} if time else None,
        "on_leave": entry.leave is not None,
    }
    if leave := entry.leave:
        days = {"leave_from": leave.begins, "leave_to": leave.ends, "returns_on": leave.returns}
        told |= {name: day.isoformat() for name, day in days.items()}
    return without_nothing(told)


def _enrolled(register: RegisterFile, home: RegisteredHousehold, entry: EnrolledChild) -> dict[str, Plain]:
    told = told_of(register, home, entry)
    if is_hidden(register.persons()[entry.person][1], home):
        return told
    place: dict[str, Plain | None] = {
        "facility_name": entry.facility_name,
        "class_name": entry.class_name,
        "certificate_kind": entry.certificate_kind,
        "valid_to": entry.valid_to.isoformat(),
        "care_need": entry.care_need,
    }
    return told | without_nothing(place)
