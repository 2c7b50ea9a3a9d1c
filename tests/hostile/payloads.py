"""What is typed by those who mean ill, and how it gets into every answer that takes any text at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import cycle
from typing import Any

from app.procedures.journey import Journey
from app.procedures.questions.base import Given, QuestionBase

RUN = "window.hit=1"
SCRIPTS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f'" autofocus onfocus="{RUN}',
    f"' onmouseover='{RUN}",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<iframe srcdoc='<script>{RUN}</script>'>",
    f"<iframe src=javascript:{RUN}>",
    f"<a href=javascript:{RUN}>x</a>",
    f"javascript:{RUN}",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<math><mtext><script>{RUN}</script>",
    f"<object data=javascript:{RUN}>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content=0;url=/nowhere>",
    "<link rel=stylesheet href=http://evil.example/a>",
    "<form action=http://evil.example><button>x",
    f"<div hx-get=/nowhere hx-trigger=load hx-on:load={RUN}>",
    "<style>@import 'http://evil.example';</style>",
    f"＜script＞{RUN}＜/script＞",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"<!--<script>{RUN}</script>-->",
    "<img src=http://evil.example/a.png>",
)
OTHERS = (
    "=1+1",
    "+1+1|cmd",
    "-1+1",
    "@SUM(1)",
    "＝HYPERLINK(1)",
    "{{7*191}}",
    "${7*191}",
    "{% raw %}",
    "{name}%(name)s%s",
    '#{7*191}#read("/etc/passwd")',
    "'; DROP TABLE application; --",
    '" OR ""="',
    "../../../../etc/passwd",
    "a%0d%0aSet-Cookie: x=1",
    "http://evil.example/",
)
ALL = (*SCRIPTS, *OTHERS)


def poisoned(
    question: QuestionBase, answer: Any, payloads: Iterator[str], today: date, known: Mapping[str, Any]
) -> Any:
    """The answer with a payload in each of its boxes that takes one; found by trying, whatever the kind."""
    inner = {each.key: each for each in getattr(question, "questions", ())}
    if inner:
        return [
            {key: poisoned(inner[key], got, payloads, today, known) for key, got in row.items()}
            for row in answer or ()
        ]
    if answer is None:
        return answer
    for box in question.boxes(answer, question.key):
        for _ in range(3):
            payload = next(payloads)
            form = {**question.boxes(answer, question.key), box: [payload]}
            reading = question.gather(Given(form, known, today=today), question.key, {})
            if not reading.errors and payload[:6] in str(reading.answer):
                answer = reading.answer
                break
    return answer


def poison_all(journey: Journey, payloads: Sequence[str], today: date) -> tuple[dict[str, Any], list[str]]:
    """Answers, and what of the payloads got into them."""
    endless = cycle(payloads)
    questions = journey.procedure.questions
    answers = {
        key: poisoned(questions[key], answer, endless, today, journey.context.known)
        if key in questions
        else answer
        for key, answer in journey.answers.items()
    }
    said = "\n".join(texts_in(answers))
    return answers, [payload for payload in payloads if payload in said]


def texts_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    for each in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from texts_in(each)
