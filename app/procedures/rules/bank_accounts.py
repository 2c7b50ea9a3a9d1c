"""Rules of accounts that money is paid into."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.japan.kana import kana_key
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check

ACCOUNTS = ("bank_account", "unpaid_account")
# What banks cannot write, and what sounds the same.
_AS_BANKS_WRITE = str.maketrans("ヲヂヅヰヱ", "オジズイエ")


def holds(account: Mapping[str, Any], kana: Mapping[str, str]) -> bool:
    """Whether the account may be that person's. A holder in Latin letters cannot be compared with a reading."""
    holder = str(account["holder_kana"])
    if re.search("[A-ZＡ-Ｚ]", holder, re.IGNORECASE):
        return True
    return _heard(holder) == _heard(kana["family"] + kana["given"])


def _heard(kana: str) -> str:
    return kana_key(kana).translate(_AS_BANKS_WRITE)


@check
def account_is_the_applicants(answers: Answers, context: Context) -> Iterator[Complaint]:
    """児童手当 is paid to the recipient, so never into the account of a spouse or a child."""
    kana = answers.get("applicant_kana")
    for key in ACCOUNTS:
        if kana and answers.get(key) and not holds(answers[key], kana):
            yield Complaint(
                key,
                noted("口座の名義が、あなたのフリガナと違います。ご本人の口座か、名義を確かめてください。"),
            )


@check
def account_is_the_childs(answers: Answers, context: Context) -> Iterator[Complaint]:
    """児童手当法12条: what is unpaid belongs to the child; a guardian's account is a matter of the town's rules."""
    is_child = answers.get("bank_holder_kind") == "child"
    kana = answers.get("claimant_child_kana" if is_child else "applicant_kana")
    if kana and answers.get("bank_account") and not holds(answers["bank_account"], kana):
        yield Complaint(
            "bank_account",
            noted("口座の名義が、選んだ方のフリガナと違います。だれの口座か、名義を確かめてください。"),
        )
