"""What each document must show, and what it must not."""

import pytest

from app.documents.appeals import NO_APPEAL, appeal_information
from app.documents.pdf import render
from app.documents.shapes import Addressee, Contact, Document, Outcome
from tests.documents.samples import NUMBER, PARTIES, confirmation, copy, notice, pages_in, receipt


def text_of(document: Document) -> str:
    return "".join(pages_in(render(document).pdf))


def lacking(document: Document, *wanted: str) -> list[str]:
    text = text_of(document)
    return [each for each in wanted if "".join(each.split()) not in text]


def test_the_receipt_shows_all_that_proves_the_arrival() -> None:
    """Must catch: any one of them left out of the template."""
    missing = lacking(
        receipt(), "到達・受付のお知らせ", NUMBER, "2026年5月12日 10時30分15秒", "児童手当の額を変える手続",
        "みどり野町", "子育て支援課", "0261-00-1010", "髙橋 﨑子", "玄関.jpg", "1.8MB", "3f2a9c01de77b4e5",
        "練習用のカード", "600円（お支払い待ち）", "30日", "令和8年6月11日", "進みぐあいを見る",
        "直す・書き足す", "取り下げる", "児童手当の認定のために使います。",
        "まだ認められていません", "電子署名があります",
        "midorino.example/verify", "midorino.example/resume",
    )  # fmt: skip
    assert missing == []
    assert "受理" not in text_of(receipt())


def test_a_receipt_without_files_says_so() -> None:
    assert "ファイルは、添えられていません" in text_of(receipt(attachments=()))


def test_the_copy_shows_every_answer_and_every_file() -> None:
    wanted = (
        "申請内容の控え",
        "お子さん（1人目）",
        "氏名",
        "髙橋 一",
        "備考",
        "―",
        "玄関.jpg",
        "1回目",
        "ab" * 32,
    )
    assert lacking(copy(), *wanted) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_a_notice_shows_all_the_law_asks_for(outcome: Outcome) -> None:
    missing = lacking(
        notice(outcome), "子育第26-15号", "令和8年5月29日", "〒399-0000", "𠮷棟305号室", "髙橋 﨑子　様",
        "みどり野町長", "緑川 太一", "（公印省略）", "児童手当額改定通知書", "手当の額を改定します。",
        "月額 25,000円", "理由", "お子さんが18歳を過ぎているためです。", "令和9年3月まで",
        "児童手当法第9条第1項", "6月の支払いから変わります。", "教示", "長野県知事に対して審査請求",
        "0261-00-1010",
    )  # fmt: skip
    assert missing == []


def test_each_outcome_says_what_it_is() -> None:
    said = {outcome: text_of(notice(outcome)) for outcome in Outcome}
    assert "一部を認める" in said[Outcome.PARTIALLY_GRANTED]
    assert "届出の内容を確認しました" in said[Outcome.ACKNOWLEDGED]
    assert "決定" not in said[Outcome.ACKNOWLEDGED].split("根拠となる法令")[0]
    assert "次のとおりお渡しします" in said[Outcome.CERTIFICATE]
    for outcome in (Outcome.GRANTED, Outcome.REFUSED):
        assert "次のとおり決定しました" in said[outcome]


def test_what_a_notice_does_not_have_leaves_no_empty_heading() -> None:
    bare = notice(
        Outcome.ACKNOWLEDGED, facts=(), reasons=(), conditions=(), legal_basis=(), message="",
        appeal=NO_APPEAL, addressee=Addressee("髙橋"), contact=Contact("住民課"),
    )  # fmt: skip
    text = text_of(bare)
    for heading in (
        "理由",
        "条件・期間",
        "根拠となる法令",
        "担当からのお知らせ",
        "教示",
        "〒",
        "電話",
        "メール",
    ):
        assert heading not in text


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTIALLY_GRANTED])
def test_nothing_is_refused_without_reasons_or_without_saying_where_to_turn(outcome: Outcome) -> None:
    """Must catch: a refusal that the law would call void."""
    for reasons in ((), ("",), (" \n",)):
        with pytest.raises(ValueError, match="reasons"):
            notice(outcome, reasons=reasons)
    with pytest.raises(ValueError, match="where to turn"):
        notice(outcome, appeal=NO_APPEAL)
    assert notice(outcome, appeal=NO_APPEAL, disposes=False), (
        "nothing was decided that the law lets anybody contest"
    )
    assert notice(outcome, appeal=appeal_information("reinvestigation", PARTIES))


def test_the_confirmation_of_a_payment_is_no_receipt_of_money() -> None:
    document = confirmation()
    wanted = (
        "お支払いの確認",
        "1,060円",
        "2026年5月12日 10時31分",
        "クレジットカード",
        "P-26-000045",
        NUMBER,
    )
    assert lacking(document, *wanted, "住民票の写し", "600円", "郵送料", "合計", "領収書ではありません") == []
    assert "領収" not in document.title
