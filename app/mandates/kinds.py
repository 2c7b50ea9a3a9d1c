"""What a mandate can be: of which kind, for which procedures, for which deeds, and proved by what."""

from enum import StrEnum


class MandateKind(StrEnum):
    """`PARENT` needs no paper: the register shows who has 親権, as far as it shows it."""

    FAMILY = "family"
    CARE_OFFICE = "care_office"
    GUARDIAN = "guardian"
    PROFESSIONAL = "professional"
    PARENT = "parent"


class MandateDeed(StrEnum):
    """What the proxy may do. Each is ticked by itself; none follows from another."""

    PREFILL = "prefill"
    FILE = "file"
    CORRECT = "correct"
    NOTICES = "notices"
    DECISIONS = "decisions"


class MandateArea(StrEnum):
    """The categories of procedures that somebody can be entrusted with: a closed list."""

    CARE = "care"
    CHILDCARE = "childcare"
    CERTIFICATE = "certificate"
    DISASTER = "disaster"
    HEALTH = "health"
    WELFARE = "welfare"
    EDUCATION = "education"
    LIVING = "living"


class MandateProof(StrEnum):
    """How the town knows that the person wants it, or that the law does."""

    OWN_SIGN_IN = "own_sign_in"
    OWN_CODE = "own_code"
    SEEN_AT_COUNTER = "seen_at_counter"
    POWER_OF_ATTORNEY = "power_of_attorney"
    REGISTRY_CERTIFICATE = "registry_certificate"
    RESIDENT_REGISTER = "resident_register"


# A 成年後見人 is appointed by a court: what they may do is the law's to say, and a paper shows it.
COUNTER_ONLY = frozenset({MandateKind.GUARDIAN})
# Nobody chooses it: it follows from the register.
CHOSEN = tuple(kind for kind in MandateKind if kind is not MandateKind.PARENT)
