"""What every template keeps to: small, framed, and nothing the content security policy would drop."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.house import ROOT, TEMPLATES, drawn_by_pages, name, own_templates, templates

JINJA = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(src|href|action|srcset|content)=[\"']?(https?:)?//", re.IGNORECASE)


def nothing(found: Iterable[str]) -> None:
    complaints = sorted(found)
    assert not complaints, "\n" + "\n".join(complaints)


def without_jinja(path: Path) -> str:
    return JINJA.sub("", path.read_text("utf-8"))


def test_templates_are_short() -> None:
    nothing(name(path) for path in templates() if len(path.read_text("utf-8").splitlines()) > 150)


def test_no_template_has_inline_style_or_script() -> None:
    """Mutation: `style=` or `onclick=`, which the content security policy would drop without a word."""
    nothing(name(path) for path in templates() if INLINE.search(without_jinja(path)))


def test_no_template_asks_another_host_for_anything() -> None:
    """Mutation: a font, a script or a picture from somebody else's server."""
    nothing(name(path) for path in templates() if ELSEWHERE.search(without_jinja(path)))


def test_every_page_stands_in_a_frame() -> None:
    """Mutation: a page of its own, without skip link, telephone and language."""
    pages = [path for path in own_templates() if str(path.relative_to(TEMPLATES)) in drawn_by_pages()]
    nothing(name(path) for path in pages if not re.search(r"{%-? extends ", path.read_text("utf-8")))


def test_every_template_is_drawn_by_somebody() -> None:
    """Mutation: a template left behind when its page went away."""
    used = drawn_by_pages() | used_by_templates() | {"design/index.html"}
    left = {str(path.relative_to(TEMPLATES)) for path in own_templates()} - used
    # Questions are drawn by their kind: `questions/<kind>.html`.
    nothing(each for each in left if not each.startswith("questions/"))


def used_by_templates() -> set[str]:
    sources = "".join(path.read_text("utf-8") for path in own_templates())
    return set(re.findall(r"{%-? (?:extends|include|from|import) [\"']([\w/.-]+\.html)[\"']", sources))


def test_every_form_that_posts_carries_its_token() -> None:
    """Mutation: a form without the token: its POST would be refused, for the reader without a reason."""
    wrong = []
    for path in own_templates():
        text = path.read_text("utf-8")
        for form in re.finditer(r"<form[^>]*method=\"?post.*?</form>", text, re.DOTALL | re.IGNORECASE):
            if "form_token" not in form.group() and "token(" not in form.group():
                wrong.append(f"{name(path)}:{text[: form.start()].count(chr(10)) + 1}")
    nothing(wrong)


def test_djlint_has_no_complaint() -> None:
    djlint = Path(sys.executable).with_name("djlint")
    said = subprocess.run(
        [djlint, "--lint", "--quiet", "templates"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout
