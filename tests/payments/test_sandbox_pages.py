"""The sandbox's pages, as a browser without scripts meets them."""

import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
from payjpv2.models.card_brand import CardBrand

from app.sandboxes.payjp.cards import CARDS, find_card
from tests.payments.rehearsal import Provider, id_of
from tests.payments.test_sandbox_api import SESSIONS, created

CARD = {"number": "4242424242424242", "expiry": "12/40", "code": "123"}
BANNER = "決済の練習用画面です。実際の請求はありません"


class Page(HTMLParser):
    """The labels, fields and heads of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def text_of(provider: Provider, path: str) -> str:
    return provider.get(path).data.decode()


def pages_of(provider: Provider) -> list[str]:
    """Every kind of page there is."""
    session = created(provider)
    url = session["url"]
    found = [text_of(provider, url), text_of(provider, f"{url}?method=paypay")]
    found.append(provider.post(url, action="pay", number="1").data.decode())
    provider.post(url, action="decline", **CARD)
    found.append(text_of(provider, url))
    asked = provider.post(url, action="pay", **CARD).headers["Location"]
    found.append(text_of(provider, asked))
    provider.post(asked, action="approve")
    found.append(text_of(provider, url))
    provider.pay(created(provider)["url"], scenario="processing")
    return [*found, text_of(provider, "/admin")]


def test_every_page_says_that_it_is_a_rehearsal_and_can_be_used_by_everybody(provider: Provider) -> None:
    """Must catch: a field without a label, a page without its own title, a script, a foreign style."""
    titles = set()
    for text in pages_of(provider):
        page = Page(text)
        assert BANNER in text
        assert page.all("html")[0]["lang"] == "ja"
        assert len(page.all("h1")) == 1
        assert not page.all("script")
        assert not page.all("style")
        assert all("style" not in attrs for _, attrs in page.tags)
        labels = {attrs.get("for") for attrs in page.all("label")}
        fields = page.all("input") + page.all("select")
        assert {field["id"] for field in fields if field.get("type") != "hidden"} <= labels
        ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
        assert len(ids) == len(set(ids))
        assert [link["href"] for link in page.all("link")] == ["/payjp.css"]
        titles.add(re.search("<title>(.*)</title>", text)[1])  # type: ignore[index]
    assert {title.split(" | ")[0] for title in titles} >= {"お支払い", "エラー：お支払い", "練習の管理"}


def test_a_form_may_lead_to_the_merchant_and_nowhere_else(provider: Provider) -> None:
    """Must catch: a form-action without the merchant, where browsers would block the way back."""
    session = created(
        provider, success_url="https://town.example:8443/a?b=c", cancel_url="https://b.example/"
    )
    policy = provider.get(session["url"]).headers["Content-Security-Policy"]
    assert "form-action 'self' https://b.example https://town.example:8443" in policy
    assert "default-src 'none'" in policy
    assert "form-action 'self';" in provider.get("/admin").headers["Content-Security-Policy"] + ";"
    assert "script-src" not in policy
    for path in (session["url"], "/admin", "/payjp.css", SESSIONS):
        headers = provider.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_real_cards_are_not_invited_and_go_nowhere(provider: Provider) -> None:
    """Must catch: a browser that offers a real card, or a typed number that is written down."""
    session = created(provider)
    fields = [
        field for field in Page(text_of(provider, session["url"])).all("input") if field.get("type") == "text"
    ]
    assert {field["autocomplete"] for field in fields} == {"off"}
    answer = provider.post(
        session["url"], action="pay", number="4980000000000006", expiry="12/40", code="123"
    )
    assert answer.status == 422
    assert provider.api("GET", f"{SESSIONS}/{session['id']}").json()["payment_flow_id"] is None
    store = provider.app.state.till.books.store
    with store.writing() as database:
        assert "4980000000000006" not in "\n".join(database.iterdump())


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"number": "", "expiry": "", "code": ""}, ["number", "expiry", "code"]),
        ({"expiry": "13/40"}, ["expiry"]),
        ({"code": "12"}, ["code"]),
        ({"number": "４２４２－４２４２　４２４２ ４２４２"}, []),
        ({"number": "4242 4242 4242 4242", "expiry": " 1 / 30 ", "code": " 1234 "}, []),
    ],
)
def test_typing_errors_are_told_at_the_field(
    provider: Provider, typed: dict[str, str], fields: list[str]
) -> None:
    answer = provider.post(created(provider)["url"], action="pay", **(CARD | typed))
    if not fields:
        assert answer.status == 303
        return
    assert answer.status == 422
    page = Page(answer.data.decode())
    assert [attrs["id"] for attrs in page.all("input") if attrs.get("aria-invalid")] == fields
    assert [link["href"] for link in page.all("a")][: len(fields)] == [f"#{name}" for name in fields]


def test_every_test_card_does_what_its_row_says(provider: Provider) -> None:
    url, yen = "", 300
    for card in CARDS.values():
        session = created(provider)
        url, before = session["url"], provider.charges
        provider.pay(url, number=card.spaced)
        pays = card.refusal(yen) is None
        assert provider.charges - before == int(pays), card
        assert ("お支払いは終わっています" in text_of(provider, url)) == pays
        assert card.brand in {brand.value for brand in CardBrand}
    dear = created(provider, yen=10_001)
    before = provider.charges
    provider.pay(dear["url"], number="4000000000080202")
    assert provider.charges == before


def test_the_payer_reads_two_sentences_and_never_the_banks_reason(provider: Provider) -> None:
    session = created(provider)
    for number, advice in (("4000000000080319", "別のカード"), ("4000000000000119", "しばらくしてから")):
        provider.pay(session["url"], number=number)
        text = text_of(provider, session["url"])
        assert advice in text
        assert 'role="alert"' in text
        assert "declined" not in text
        assert "processing_error" not in text


def test_many_tabs_and_taps_charge_once(provider: Provider) -> None:
    """Must catch: the status looked at outside the transaction that charges."""
    url = created(provider)["url"]
    provider.post(url, action="pay", **CARD)
    with ThreadPoolExecutor(8) as taps:
        answers = list(taps.map(lambda _: provider.post(f"{url}/confirm", action="approve"), range(16)))
    assert {answer.headers["Location"] for answer in answers} == {"https://town.example/return"}
    assert provider.charges == 1


def test_a_payment_under_way_is_neither_started_again_nor_ended(provider: Provider) -> None:
    """Must catch: money on its way and a page that forgets it."""
    url = created(provider)["url"]
    provider.pay(url, scenario="processing")
    assert "もう一度払わないでください" in text_of(provider, url)
    provider.pay(url)
    assert provider.charges == 0
    assert provider.post(f"/admin/sessions/{id_of(url)}", action="expire").status == 400
    provider.clock.advance(hours=25)
    assert provider.api("GET", f"{SESSIONS}/{id_of(url)}").json()["status"] == "open"
    provider.post(f"/admin/sessions/{id_of(url)}", action="succeed")
    provider.post(f"/admin/sessions/{id_of(url)}", action="succeed")
    assert provider.charges == 1


def test_a_switch_set_behind_the_counter_is_the_one_on_the_page(provider: Provider) -> None:
    url = created(provider)["url"]
    provider.post(f"/admin/sessions/{id_of(url)}/scenario", scenario="webhook_late")
    checked = [field["value"] for field in Page(text_of(provider, url)).all("input") if "checked" in field]
    assert checked == ["webhook_late"]
    assert "selected" in text_of(provider, "/admin")


def test_pages_of_nothing_are_not_there(provider: Provider) -> None:
    for path in ("/checkout/cs_1", "/checkout/cs_1/confirm", "/checkout/cs_%00", "/checkout/../admin/x"):
        assert provider.get(path).status == 404
    session = created(provider)
    assert provider.get(f"{session['url']}/confirm").headers["Location"] == session["url"]
    assert provider.post(f"{session['url']}/confirm", action="approve").headers["Location"] == session["url"]
    assert provider.charges == 0
    assert find_card("") is None
