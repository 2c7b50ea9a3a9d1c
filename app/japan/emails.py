"""E-mail addresses: checked for their form only; whether a mail arrives, only a mail can tell."""

import re
import unicodedata

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from app.japan import NotUnderstood
from app.japan.digits import visible
from app.japan.texts import refuse_blank
from app.language import Message, noted

# Until 2009 these carriers gave out addresses with dots where the standard allows none. They still work.
_CARRIERS = {"docomo.ne.jp", "ezweb.ne.jp", "au.com"}
_LONGEST_LOCAL_PART = 64


def read_email(text: str) -> str:
    """The address in ASCII, its domain in lower case; raises NotUnderstood. Asks no network."""
    refuse_blank(text)
    typed = unicodedata.normalize("NFKC", visible(text)).strip().replace("。", ".")
    local, _, domain = typed.rpartition("@")
    if domain.lower() in _CARRIERS and len(local) <= _LONGEST_LOCAL_PART:
        checked = _checked(f"{re.sub(r'[.]+', '.', local).rstrip('.')}@{domain}")
        return f"{local}@{checked.ascii_domain}"
    return str(_checked(typed).ascii_email)


def _checked(address: str) -> ValidatedEmail:
    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise NotUnderstood(_slip_in(address)) from None


def _slip_in(address: str) -> Message:
    if "@" not in address:
        return noted("{name}に「@」がありません。「hanako@example.jp」のように入力してください。")
    if re.search(r"\s", address):
        return noted("{name}の途中に空白があります。空白を消してください。")
    if not address.isascii():
        return noted("{name}は半角の英数字と記号で、「hanako@example.jp」のように入力してください。")
    return noted("{name}を確かめてください。「hanako@example.jp」のように入力してください。")
