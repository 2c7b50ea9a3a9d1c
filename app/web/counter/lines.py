"""What both screens show of a talk in writing, and the phrases that are ready in every language of the service."""

from dataclasses import dataclass, field

from app.counter import talking
from app.counter.models import CounterVisit, Speaker, VisitLine
from app.counter.noting import By
from app.counter.queries import list_lines
from app.japan import NotUnderstood
from app.japan.texts import read_text
from app.language import Message, noted
from app.web.visits import Visit

# In the order of their digits.
OF_STAFF: dict[str, Message] = {
    "in_writing": noted("文字で話せます。ここに書いてください。"),
    "wait": noted("少しお待ちください。"),
    "papers": noted("本人確認の書類を見せてください。"),
    "read": noted("画面を読んで、まちがいがないか確かめてください。"),
    "wrong": noted("まちがいがあれば、教えてください。"),
    "sign": noted("画面に名前を書いてください。"),
    "pay": noted("手数料を払ってください。"),
    "more": noted("ほかに聞きたいことはありますか。"),
    "done": noted("これで終わりです。ありがとうございました。"),
}
OF_PERSON: dict[str, Message] = {
    "yes": noted("はい"),
    "no": noted("いいえ"),
    "unclear": noted("わかりません"),
    "again": noted("もう一度、説明してください"),
    "thanks": noted("ありがとうございます"),
}
PHRASES = {**OF_STAFF, **OF_PERSON}


@dataclass(frozen=True)
class LineView:
    """`is_phrase`: shown in the reader's language, and marked so; typed words stand as they were typed."""

    is_staff: bool
    text: Message | str = field(repr=False)
    is_phrase: bool


def lines_of(visit: Visit, found: CounterVisit) -> tuple[LineView, ...]:
    return tuple(_view(each) for each in list_lines(visit.session, found.id))


def _view(line: VisitLine) -> LineView:
    phrase = PHRASES.get(line.said.get("phrase", ""))
    return LineView(
        is_staff=line.speaker is Speaker.STAFF,
        text=phrase or line.said.get("text", ""),
        is_phrase=phrase is not None,
    )


def say_posted(visit: Visit, found: CounterVisit, phrases: dict[str, Message], by: By) -> Message | None:
    """A phrase that was pressed, or the words in the box. Otherwise what to tell at the box; nothing is said then."""
    said = {"phrase": visit.form.one("phrase")}
    if said["phrase"] not in phrases:
        try:
            said = {"text": read_text(visit.form.one("text"), talking.LONGEST)}
        except NotUnderstood as unread:
            return unread.naming(noted("文字"))
    talking.say(visit.session, found, said, by=by, now=visit.now)
    return None
