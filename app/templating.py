"""Templates: one environment, and the filters pages and notices use."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from app.japan import eras, phones
from app.japan.spoken import Day, Moment, Yen
from app.language import Language, Message

Catalogs = Mapping[Language, Mapping[str, str]]

# The language of the render under way. Imported macros never see the context of the page that uses them,
# and threads serve readers of different languages at the same moment.
_speaking: ContextVar[Language] = ContextVar("speaking", default=Language.JAPANESE)


class _SpokenTemplate(Template):
    """Renders in the language of its context: that of `site`, else `language`, else Japanese."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        context = dict(*args, **kwargs)
        with _speaks(_language_of(context)):
            return super().render(context)


def build_environment(templates: Path, locale: Path, asset: Callable[[str], str]) -> Environment:
    """The environment of `templates`, speaking every language that has a `<language>.po` in `locale`."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.template_class = _SpokenTemplate
    catalogs = read_catalogs(locale)

    def translate(text: str) -> str:
        return catalogs.get(_speaking.get(), {}).get(text) or text

    def translate_plural(one: str, _many: str, _count: int) -> str:
        return translate(one)  # Japanese has one form, and it is the source

    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        translate, translate_plural, newstyle=True
    )
    environment.globals |= {"asset": asset, "eras": eras.ERAS}
    environment.filters |= {**FILTERS, "message": lambda text: said(text, translate)}
    return environment


@cache  # the same files for every environment of a process
def read_catalogs(locale: Path) -> Catalogs:
    """Japanese text → translation, of each language with a file; fuzzy entries are left out."""
    catalogs: dict[Language, dict[str, str]] = {}
    for language in Language:
        path = locale / f"{language}.po"
        if path.exists():
            with path.open("rb") as file:
                entries = read_po(file, charset="utf-8")
            said_so = [entry for entry in entries if entry.id and entry.string and not entry.fuzzy]
            catalogs[language] = {str(entry.id): str(entry.string) for entry in said_so}
    return catalogs


def render_block(template: Template, block: str, context: Mapping[str, Any]) -> str:
    """One `{% block %}` of a template, for a swap; the rest of the page is not rendered."""
    with _speaks(_language_of(context)):
        return "".join(template.blocks[block](template.new_context(dict(context))))


def said(text: Any, translate: Callable[[str], str]) -> str:
    """A Message, a text in variants (`for_reader`) or a plain string, in the language of this render."""
    if isinstance(text, Markup):
        return text
    if hasattr(text, "for_reader"):
        return str(text.for_reader(_speaking.get()))
    if not isinstance(text, Message):
        return translate(str(text))
    values = {
        name: said(value, translate)
        if isinstance(value, Message | str) or hasattr(value, "for_reader")
        else value
        for name, value in text.values.items()
    }
    return translate(text.template).format(**values)


def speaker(environment: Environment, language: Language) -> Callable[[Any], str]:
    """What is no template, and says things to a reader all the same."""
    message = environment.filters["message"]

    def say(text: Any) -> str:
        with _speaks(language):
            return str(message(text))

    return say


def _spoken(kind: Callable[[Any], Day | Moment | Yen]) -> Callable[[Any], str]:
    """A filter that says a value as the reader of this render does."""
    return lambda value: kind(value).for_reader(_speaking.get())


def _in_brackets(text: str) -> str:
    """Behind what it adds something to; Latin letters want a space before, and narrow ones."""
    return f" ({text})" if _speaking.get() is Language.ENGLISH else f"（{text}）"


def typed(boxes: Mapping[str, Sequence[str] | str], name: str) -> str:
    """What stands in the box `name`: its first value, or nothing."""
    value = boxes.get(name, "")
    return value if isinstance(value, str) else next(iter(value), "")


def first_error(errors: Mapping[str, Any], name: str, parts: Sequence[str]) -> Any:
    """What is wrong with a question of several boxes: at the whole, else at the first part, else None."""
    boxes = (name, *(f"{name}.{part}" for part in parts))
    return next((errors[box] for box in boxes if box in errors), None)


def foldable(text: str) -> Markup:
    """For narrow buttons: a line may end where a word begins in kanji behind kana (ひとつ｜戻る), and nowhere else."""
    return Markup("<wbr>").join(
        escape(part) for part in re.split(r"(?<=[ぁ-ん])(?=[一-鿿])", text)
    )  # escaped


def digits(phone_number: str) -> str:
    """For `tel:` links."""
    return re.sub(r"[^0-9+]", "", phone_number)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "wareki": eras.wareki,
    "full_date": _spoken(Day),
    "in_brackets": _in_brackets,
    "yen": _spoken(Yen),
    "phone": phones.show_phone,
    "jst": _spoken(Moment),
    "typed": typed,
    "digits": digits,
    "foldable": foldable,
    "first_error": first_error,
}


@contextmanager
def _speaks(language: Language) -> Iterator[None]:
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def _language_of(context: Mapping[str, Any]) -> Language:
    given = context["site"].language if "site" in context else context.get("language")
    return given if isinstance(given, Language) else Language.JAPANESE
