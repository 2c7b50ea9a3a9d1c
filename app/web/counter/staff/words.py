"""What staff read of a visit."""

from app.counter.models import Refusal
from app.counter.stages import Stage
from app.language import Message, noted

STAGES: dict[Stage, Message] = {
    Stage.IDENTIFY: noted("本人確認"),
    Stage.CONFIRM: noted("「私です」"),
    Stage.INTERVIEW: noted("用件"),
    Stage.ASK: noted("質問"),
    Stage.READ: noted("読み合わせ"),
    Stage.SIGN: noted("署名"),
    Stage.PAY: noted("支払い"),
    Stage.END: noted("おわり"),
}

REFUSALS: dict[Refusal, Message] = {
    Refusal.CLOSED: noted("いまは受け付けていません。"),
    Refusal.STOPPED: noted("答えた内容では、この手続の対象になりません。"),
    Refusal.FILED: noted("同じ手続を、すでに受け付けています。"),
    Refusal.UNSURE: noted("聞き取りだけでは出せません。書類で本人を確かめてください。"),
    Refusal.INCOMPLETE: noted("足りない答えか書類があります。"),
    Refusal.UNSIGNED: noted("署名した内容と違うので、送っていません。"),
}
