"""What a paper form says besides the definition."""

from app.language import Message, noted

FACTS: dict[str, Message] = {
    "who": noted("できる方"),
    "deadline": noted("期限"),
    "law": noted("根拠となる法令"),
    "identity": noted("本人確認"),
}
WORDS: dict[str, Message] = {
    "identity": noted("マイナンバーカードや運転免許証などの写しも、いっしょに出してください。"),
    "item": noted("項目"),
    "content": noted("内容"),
    "written_on": noted("書いた日"),
    "year": noted("年"),
    "month": noted("月"),
    "day": noted("日"),
    "how": noted("黒いペンで書いてください。□は、当てはまるものを■にするか、✓を付けてください。"),
    "papers": noted("必要なもの"),
    "paper": noted("書類など"),
    "about": noted("くわしいこと"),
    "purpose": noted("個人情報の利用目的"),
    "send_to": noted("出すところ"),
    "send_how": noted("窓口に持ってくるか、郵便で送ってください。"),
    "phone": noted("電話"),
    "email": noted("メール"),
    "address": noted("所在地"),
    "hours": noted("受付時間"),
    "resume": noted("続きの番号"),
    "resume_how": noted(
        "インターネットで続けるときは、QRコードのページで、この番号と電話番号を入力してください。"
    ),
    "qr": noted("続きを開くページのQRコード"),
    "form_code": noted("用紙の番号"),
    "form_how": noted("役場で使います。このまま出してください。"),
    "form_qr": noted("用紙の番号のQRコード"),
    "missing": noted("「〓」は、この書類の書体にない文字です。正しい文字を横に書いてください。"),
}
# Where nothing is taken by post.
BY_COMING: dict[str, Message] = {
    "identity": noted("マイナンバーカードや運転免許証などを、窓口で見せてください。"),
    "send_how": noted("郵便では受け付けません。窓口に持ってきてください。"),
}
