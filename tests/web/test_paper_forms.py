"""Forms to print: blank ones for everybody, made once; one's own draft for nobody else."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from app.audit.queries import list_about
from app.documents.glyphs import folded, is_read_in
from app.language import Language
from app.web.resident import forms_on_paper
from tests import make
from tests.documents.samples import pages_in
from tests.people import Resident
from tests.scenarios import disaster
from tests.world import World, a_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def visitor(world: World) -> Iterator[Resident]:
    resident = Resident(world.url)
    yield resident
    resident.close()


def test_a_blank_form_is_for_everybody_and_made_once(
    visitor: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: one typesetting for every reload; a cookie or a name in what a cache keeps."""
    made = []
    render = forms_on_paper.render_form
    monkeypatch.setattr(forms_on_paper, "render_form", lambda form: made.append(form) or render(form))
    forms_on_paper._made.cache_clear()
    path = f"/procedures/{make.DISASTER}/form.pdf"
    answers = [visitor.client.get(path) for _ in range(3)]
    visitor.client.cookies.clear()
    answers += [visitor.client.get(f"{path}?words={odd}") for odd in ("", "x", "ja", "EASY")]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert len(made) == 1
    assert answers[0].headers["cache-control"] == "public, max-age=3600"
    assert not any("set-cookie" in answer.headers for answer in answers)
    easy = visitor.client.get(f"{path}?words=easy")
    assert easy.content != answers[0].content
    assert len(made) == 2
    assert visitor.client.get("/procedures/nothing/form.pdf").status_code == 404


def test_every_start_page_leads_to_its_form(world: World, visitor: Resident) -> None:
    """In the words that are being read."""
    for key in world.office.town.list_enabled():
        visitor.opens(f"/procedures/{key}")
        assert f"/procedures/{key}/form.pdf" in visitor.links()
    visitor.follows("紙で出す（PDF）")
    assert visitor.answer.headers["content-type"] == "application/pdf"
    assert forms_on_paper.form_href("/x", Language.JAPANESE) == "/x"
    for language in (Language.EASY, Language.ENGLISH):
        assert forms_on_paper.form_href("/x", language) == "/x?words=easy"


def test_a_draft_can_be_printed_by_whoever_wrote_it(world: World, visitor: Resident) -> None:
    """Must catch: the draft of another; a form without the way back; a look that nobody notes."""
    visitor.opens(disaster.START)
    visitor.sends("始める")
    draft = visitor.path.split("/")[2]
    visitor.opens(f"/apply/{draft}/saved")
    visitor.follows("紙で出す（PDF）")
    assert visitor.answer.headers["cache-control"] == "no-store"
    text = folded("".join(pages_in(visitor.answer.content)))
    assert is_read_in(make.catalog()[make.DISASTER].title.ja, text)
    assert not is_read_in("続きの番号", text), "no telephone number is known yet"
    stranger = Resident(world.url)
    stranger.opens(disaster.START)
    stranger.sends("始める")
    assert stranger.client.get(f"/apply/{draft}/form.pdf").status_code == 404
    stranger.close()
    with world.office.database.read() as session:
        actions = [entry.action for entry in list_about(session, "application", UUID(draft), limit=20)]
    assert "view_form" in actions


def test_a_form_says_how_it_is_handed_in(visitor: Resident) -> None:
    """Must catch: 転入届 put into a letter, because every form says that one may."""
    for key, by_post in (("moving_in_notification", False), ("funeral_grant", True)):
        visitor.opens(f"/procedures/{key}/form.pdf")
        text = folded("".join(pages_in(visitor.answer.content)))
        assert is_read_in("郵便で送ってください", text) is by_post, key
        assert is_read_in("郵便では受け付けません", text) is not by_post, key


def test_what_was_sent_is_no_draft_any_more(world: World, visitor: Resident) -> None:
    visitor.opens(disaster.START)
    number = disaster.arrive(visitor, "090-0000-7781")
    assert number
    draft = next(link for link in visitor.links() if link.startswith("/apply/")).split("/")[2]
    assert visitor.client.get(f"/apply/{draft}/form.pdf").status_code == 404
