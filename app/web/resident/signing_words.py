"""Why there is no signature, and what one can do now: in words for whoever stands there with a card."""

from dataclasses import dataclass

from app.auth.signing import Unsigned
from app.language import Message, noted


@dataclass(frozen=True)
class Words:
    """`may_go_well`: the same button may be pressed again; otherwise the other ways are shown."""

    title: Message
    texts: tuple[Message, ...]
    may_go_well: bool = True


UNSIGNED: dict[Unsigned, Words] = {
    Unsigned.CANCELLED: Words(
        noted("署名をやめました"),
        (noted("まだ送っていません。もう一度、署名できます。"),),
    ),
    Unsigned.LOCKED: Words(
        noted("暗証番号がロックされています"),
        (
            noted("署名用の暗証番号（6文字から16文字）を、5回まちがえました。"),
            noted("お住まいの市区町村の窓口で、暗証番号を決めなおせます。カードを持ってきてください。"),
        ),
        may_go_well=False,
    ),
    Unsigned.NO_CERTIFICATE: Words(
        noted("このカードでは署名できません"),
        (
            noted("カードに、署名用の電子証明書が入っていません。"),
            noted("15歳になっていない方のカードには、入っていません。"),
            noted("15歳以上の方は、お住まいの市区町村の窓口で入れられます。"),
        ),
        may_go_well=False,
    ),
    Unsigned.EXPIRED: Words(
        noted("署名用の電子証明書の期限が切れています"),
        (noted("お住まいの市区町村の窓口で、新しくできます。カードを持ってきてください。"),),
        may_go_well=False,
    ),
    Unsigned.REVOKED: Words(
        noted("署名用の電子証明書が使えなくなっています"),
        (
            noted("引っこしや、名前の変更をすると、使えなくなります。サインインは、そのままできます。"),
            noted("お住まいの市区町村の窓口で、新しくできます。カードを持ってきてください。"),
        ),
        may_go_well=False,
    ),
    Unsigned.ANOTHER_PERSON: Words(
        noted("申請する方のカードではありませんでした"),
        (
            noted("カードの名前、生年月日、住所のどれかが、申請する方と違います。"),
            noted("申請する方ご本人のカードで、もう一度署名してください。"),
            noted("ご本人のカードなら、書いた名前と住所を確かめてください。"),
        ),
    ),
    Unsigned.NOT_THE_PROXY: Words(
        noted("サインインした方のカードではありませんでした"),
        (
            noted("代わりに手続をする方が、自分のカードで署名します。"),
            noted("サインインしたときのカードで、もう一度署名してください。"),
        ),
    ),
    Unsigned.CHANGED: Words(
        noted("署名のあいだに、内容が変わりました"),
        (noted("変わった内容は、残っています。もう一度読んで、署名してください。"),),
    ),
    Unsigned.REFUSED: Words(
        noted("署名を確かめられませんでした"),
        (noted("もう一度、署名してください。くりかえすときは、担当へお電話ください。"),),
    ),
    Unsigned.TOO_LATE: Words(
        noted("署名に時間がかかりました"),
        (noted("もう一度、署名してください。"),),
    ),
    Unsigned.UNAVAILABLE: Words(
        noted("いま、署名ができません"),
        (noted("カードのしくみが、こたえません。少し待ってから、もう一度署名してください。"),),
    ),
    Unsigned.NOT_TAKEN: Words(
        noted("署名はできましたが、受け付けられませんでした"),
        (noted("まだ送っていません。内容の確認の画面で、理由を見てください。"),),
    ),
}
