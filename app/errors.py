"""Everything that can go wrong on purpose, by meaning.

    MadoguchiError
    ├── NotFound        404  it is not there, or not for you to know
    ├── Forbidden       403  it is there, and you may not
    ├── Conflict        409  the world moved on since you looked
    │   ├── StaleForm   409  the form belongs to another person or an earlier sign-in
    │   └── Busy        409  others write in the same place, again and again
    ├── Invalid         422  what was given cannot be taken
    ├── TooLarge        413  more bytes than we take
    ├── TooMany         429  too often in too short a time
    └── Unavailable     503  something we depend on does not answer
        └── StorageFull 507  there is no room to keep what was sent
    SandboxInProduction      a sandbox adapter was configured where real people are

Domain code names a meaning, never a status: `app/web/errors.py` holds the only map to HTTP.
"""

import errno


class MadoguchiError(Exception):
    """`message` is a Japanese sentence a resident may read; it never carries personal data."""

    message = "うまくいきませんでした。もう一度お試しください。"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message


class NotFound(MadoguchiError):
    message = "お探しのページは見つかりませんでした。"


class Forbidden(MadoguchiError):
    message = "このページを見る権限がありません。"


class Conflict(MadoguchiError):
    message = "ほかの画面で内容が変わりました。最新の内容を確かめてください。"


class StaleForm(Conflict):
    message = "画面を開いたときと、サインインしている人が変わりました。何も保存していません。"


class Busy(Conflict):
    message = "ほかの人の手続と重なり、保存できませんでした。入力は残っています。もう一度お試しください。"


class Invalid(MadoguchiError):
    message = "入力内容を確かめてください。"


class TooLarge(MadoguchiError):
    message = "送られたデータが大きすぎます。"


class TooMany(MadoguchiError):
    message = "回数が多すぎます。15分ほど待ってから、もう一度お試しください。"


class Unavailable(MadoguchiError):
    message = "ただいま利用できません。入力した内容は残っています。少し待ってから、もう一度お試しください。"


class StorageFull(Unavailable):
    message = "保存できませんでした。入力は残っています。少し待ってから、もう一度お試しください。"


def failure_of_disk(failure: OSError) -> Unavailable:
    """Full, or not answering: a resident may wait for the one as for the other, an operator may not."""
    return StorageFull() if failure.errno in {errno.ENOSPC, errno.EDQUOT} else Unavailable()


class SandboxInProduction(RuntimeError):
    """Raised at start-up, so that a rehearsal never meets real people or real money."""
