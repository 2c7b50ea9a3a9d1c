"""Whom a live service may trust: the roots of J-LIS, and none of anybody's test environment."""

from cryptography import x509
from cryptography.x509.oid import NameOID

from app.auth.jpki.profile import ARC
from app.auth.jpki.verification import TrustStore

ORGANISATION = "JPKI"  # test environments are JPKI-TEST, JPKI-LOCALTEST and the like
_OF_TESTS = f"{ARC}.1.0."


def faults_of_trust(trust: TrustStore) -> list[str]:
    """One sentence per root or policy that must not be where real people are."""
    faults = [] if trust.roots else [f"no root for {trust.purpose}"]
    for root in trust.roots:
        if _organisations(root) != [ORGANISATION]:
            faults.append(
                f"a root for {trust.purpose} is not of {ORGANISATION}: {root.subject.rfc4514_string()}"
            )
    faults += [
        f"the policy {policy} is that of a test environment"
        for policy in sorted(trust.policies)
        if policy.startswith(_OF_TESTS)
    ]
    return faults


def _organisations(root: x509.Certificate) -> list[str | bytes]:
    return [each.value for each in root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
