"""What JPKI puts into a certificate (公的個人認証サービス プロファイル仕様書), and how it is read out again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat import asn1

ARC = "1.2.392.200149.8.5"
_FIELDS = f"{ARC}.5"
_ERAS = {"1": "meiji", "2": "taisho", "3": "showa", "4": "heisei", "5": "reiwa", "0": ""}
_SEXES = {"1": "male", "2": "female", "3": "unspecified"}


class Purpose(StrEnum):
    """The two certificates of a card: 署名用電子証明書 and 利用者証明用電子証明書."""

    SIGNATURE = "signature"
    AUTHENTICATION = "authentication"


class NotOfTheProfile(ValueError):
    """The certificate does not say what its kind has to say; the message holds nothing of what it says."""


@dataclass(frozen=True)
class BirthDate:
    """`EYYYYMMDD` on the card: an era, and a Gregorian date of which parts may be unknown (0)."""

    era: str
    year: int
    month: int
    day: int

    @property
    def exact(self) -> date | None:
        """None where a part is unknown."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class CardIdentity:
    """基本4情報 as signed by the office of the home address.

    `name` is the family name, a full-width space and the given name. `name_substituted` and `address_substituted`
    are the places (from 0) where the card has another character than the register (代替文字).
    """

    name: str
    address: str
    born: BirthDate
    sex: str
    name_substituted: tuple[int, ...] = ()
    address_substituted: tuple[int, ...] = ()


def read_identity(certificate: x509.Certificate) -> CardIdentity:
    """From subjectAltName of a 署名用電子証明書; otherNames that are not known here are passed over.

    Raises NotOfTheProfile.
    """
    told = _other_names(certificate)
    name, address = _text(told, 1, 200), _text(told, 5, 200)
    return CardIdentity(
        name=name,
        address=address,
        born=_birth_date(_text(told, 4, 9)),
        sex=_one_of(_SEXES, _text(told, 3, 1)),
        name_substituted=_places(told, 2, name),
        address_substituted=_places(told, 6, address),
    )


def _other_names(certificate: x509.Certificate) -> Mapping[str, bytes]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError) as cause:
        raise NotOfTheProfile("there is no readable subjectAltName") from cause
    found: dict[str, bytes] = {}
    for each in names:
        if isinstance(each, x509.OtherName):
            if each.type_id.dotted_string in found:
                raise NotOfTheProfile("a part of the identity stands twice")
            found[each.type_id.dotted_string] = each.value
    return found


def _text(told: Mapping[str, bytes], leaf: int, longest: int) -> str:
    try:
        text = asn1.decode_der(str, told[f"{_FIELDS}.{leaf}"])
    except KeyError as cause:
        raise NotOfTheProfile(f"part {leaf} of the identity is missing") from cause
    except ValueError as cause:
        raise NotOfTheProfile(f"part {leaf} of the identity is not a UTF8String") from cause
    if not 0 < len(text) <= longest:
        raise NotOfTheProfile(f"part {leaf} of the identity has an odd length")
    return text


def _one_of(known: Mapping[str, str], code: str) -> str:
    if code not in known:
        raise NotOfTheProfile("a code of the identity is not known")
    return known[code]


def _birth_date(text: str) -> BirthDate:
    if len(text) != 9 or not (text.isascii() and text.isdecimal()):
        raise NotOfTheProfile("the date of birth has another shape")
    era = _one_of(_ERAS, text[0])
    return BirthDate(era, int(text[1:5]), int(text[5:7]), int(text[7:9]))


def _places(told: Mapping[str, bytes], leaf: int, text: str) -> tuple[int, ...]:
    """A 0 or a 1 for each character; a card without the field has substituted nothing."""
    if f"{_FIELDS}.{leaf}" not in told:
        return ()
    flags = _text(told, leaf, 200)
    if len(flags) != len(text) or {*flags} - {"0", "1"}:
        raise NotOfTheProfile("the flags of substituted characters do not fit the text")
    return tuple(place for place, flag in enumerate(flags) if flag == "1")
