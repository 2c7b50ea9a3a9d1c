"""What can be made to go wrong with the next sign-in, once; and how that is chosen, there and elsewhere."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.sandboxes.card.memory import Memory

Kind = TypeVar("Kind", bound=StrEnum)


class Fault(StrEnum):
    """It befalls the next person who has shown a card; the one after that is served honestly."""

    NONE = "none"
    CANCELLED = "cancelled"
    CODE_EXPIRED = "code_expired"
    WRONG_STATE = "wrong_state"
    WRONG_NONCE = "wrong_nonce"
    JTI_REPLAYED = "jti_replayed"
    KEY_ROTATED = "key_rotated"
    WRONG_SIGNATURE = "wrong_signature"
    ALG_NONE = "alg_none"
    ALG_HS256 = "alg_hs256"
    AT_HASH_WRONG = "at_hash_wrong"
    FOREIGN_ISSUER = "foreign_issuer"
    FOREIGN_AUDIENCE = "foreign_audience"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105  # the name of a fault
    ANOTHER_PERSON = "another_person"
    FOUR_PARTIAL = "four_partial"
    OTHER_FORMATS = "other_formats"
    SERVER_ERROR = "server_error"
    SLOW = "slow"


WORDS: dict[Fault, str] = {
    Fault.NONE: "なにも起こさない",
    Fault.CANCELLED: "本人がやめたことにする",
    Fault.CODE_EXPIRED: "コードの期限が切れている",
    Fault.WRONG_STATE: "state が違う",
    Fault.WRONG_NONCE: "nonce が違う",
    Fault.JTI_REPLAYED: "jti が使用済みだとして断る",
    Fault.KEY_ROTATED: "署名の鍵を新しくする（正しい動作）",
    Fault.WRONG_SIGNATURE: "公開していない鍵で署名する",
    Fault.ALG_NONE: "署名のないトークンを返す（alg: none）",
    Fault.ALG_HS256: "公開鍵を共通鍵にして署名する（alg: HS256）",
    Fault.AT_HASH_WRONG: "at_hash が違う",
    Fault.FOREIGN_ISSUER: "発行者がほかのサイトになっている",
    Fault.FOREIGN_AUDIENCE: "宛先がほかのサービスになっている",
    Fault.TOKEN_EXPIRED: "IDトークンの期限が切れている",
    Fault.ANOTHER_PERSON: "ユーザー情報がほかの人のものになっている",
    Fault.FOUR_PARTIAL: "氏名だけを渡す（正しい動作）",
    Fault.OTHER_FORMATS: "生年月日と性別をほかの書き方で渡す（正しい動作）",
    Fault.SERVER_ERROR: "500エラーを返す",
    Fault.SLOW: "なかなか答えない",
}


@dataclass(frozen=True)
class Chosen(Generic[Kind]):
    """Chosen behind the counter under the name of a switch, taken by whoever comes next; `none` where nothing is."""

    memory: Memory
    switch: str
    none: Kind

    @property
    def chosen(self) -> Kind:
        return self._kind(self.memory.switched(self.switch))

    def choose(self, kind: Kind) -> None:
        self.memory.switch(self.switch, kind)

    def take(self) -> Kind:
        return self._kind(self.memory.switched(self.switch, off=True))

    def _kind(self, told: str) -> Kind:
        return type(self.none)(told or self.none)


Faults = Chosen[Fault]


def next_fault(memory: Memory) -> Faults:
    return Chosen(memory, "next_fault", Fault.NONE)
