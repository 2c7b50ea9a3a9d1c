"""Where a code may go: an address the town knows as the person's own, and that the proxy does not read too. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from app.auth.contact_models import ContactKind
from app.japan import NotUnderstood
from app.japan.emails import read_email
from app.japan.phones import is_mobile, read_phone
from app.prefill.facts import Facts


@dataclass(frozen=True)
class OwnAddress:
    kind: ContactKind
    target: str = field(repr=False)

    @property
    def folded(self) -> str:
        return self.target.casefold()


def own_address(
    facts: Facts,
    proven: Iterable[OwnAddress],
    proxys: Collection[OwnAddress],
    *,
    sends_sms: bool,
) -> OwnAddress | None:
    """What they proved comes first (`proven`, the newest first), then their telephone, then their mail.

    `proxys`: addresses of the proxy. One that both of them read would let the proxy answer by themselves.
    """
    not_these = {each.folded for each in proxys}
    for each in (*proven, *addresses_in(facts)):
        if each.kind is ContactKind.PHONE and not (sends_sms and is_mobile(each.target)):
            continue
        if each.folded not in not_these:
            return each
    return None


def addresses_in(facts: Facts) -> Iterator[OwnAddress]:
    """As the register has them; what it has in another form is no address."""
    for kind, term, read in (
        (ContactKind.PHONE, "person.phone", read_phone),
        (ContactKind.EMAIL, "person.email", read_email),
    ):
        known = facts.value_of(term)
        if not isinstance(known, str):
            continue
        try:
            yield OwnAddress(kind, read(known))
        except NotUnderstood:
            continue
