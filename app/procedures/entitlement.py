"""For whom a procedure is not, how often it may be under way, and what must be approved before."""

from pydantic import Field

from app.procedures.conditions import Condition
from app.procedures.questions.base import Key
from app.procedures.wording import Frozen, Words


class Stop(Frozen):
    """対象外: who cannot use this procedure, said before they type on, with what to do instead.

    `question` is the answer to look at again; None where it follows from the register or the day alone.
    `instead` is the procedure that is meant for them.
    """

    key: Key
    when: Condition
    title: Words
    text: Words
    question: Key | None = None
    instead: Key | None = None


class Advance(Frozen):
    """事前承認: the office says first that something may begin; what follows it is asked only then.

    `told` is what the resident reads. Nothing is granted without the pages `needs` (fact `is_approved_in_advance`).
    """

    told: Words
    needs: tuple[Key, ...] = Field(min_length=1)


class Single(Frozen):
    """One application at a time for each person, and for each set of answers `by` and values of named `facts`.

    `for_good`: also after it was decided (現況届 of a year); else another may follow the decision.
    """

    by: tuple[Key, ...] = ()
    facts: tuple[str, ...] = ()
    for_good: bool = False
