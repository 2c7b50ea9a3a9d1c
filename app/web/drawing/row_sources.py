"""From which record something was read, in the words that stand beside it."""

from collections.abc import Mapping

from app.applications.relatives import record_of
from app.language import Message
from app.prefill.sources import LABELS, Source
from app.procedures.definition import Procedure
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.people import PeopleQuestion

ROW, SUBJECT = "row", "subject"


def source_of(term: str | None, sources: Mapping[str, str]) -> Message | None:
    """The record a term of the register was read from."""
    if term is None:
        return None
    if (term == ROW or term.startswith(f"{ROW}.")) and term not in sources:
        term = ROW if ROW in sources else "household.members"
    elif term.partition(".")[0] == SUBJECT:
        term = SUBJECT
    found = sources.get(term) or next((s for name, s in sources.items() if name.startswith(f"{term}.")), None)
    if found is None and term.startswith(("household", "tax")):
        found = Source.RESIDENT_REGISTER.value
    return LABELS[Source(found)] if found else None


def sources_of_row(
    sources: Mapping[str, str], procedure: Procedure, group: GroupQuestion
) -> Mapping[str, str]:
    """With the records from which the people of a group's rows were listed; what is worked out has none."""
    picked = procedure.questions.get(group.rows_from or "")
    if not isinstance(picked, PeopleQuestion):
        return sources
    asked = [term for each in group.questions if (term := each.prefill) and term.startswith(f"{ROW}.")]
    records = {term: record_of(picked.candidates, term) for term in (ROW, *asked)}
    return {**sources, **{term: sources[record] for term, record in records.items() if record in sources}}
