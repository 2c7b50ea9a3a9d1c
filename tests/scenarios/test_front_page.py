"""The front page: what is urgent first, what is searched for first."""

from tests.people import Resident


def test_a_disaster_comes_first_with_what_the_town_offers_for_it(resident: Resident) -> None:
    """Must catch: a banner that leads to a procedure by its name, whatever the town offers."""
    resident.opens("/")
    banner = resident.page.xpath("//main//*[contains(@class, 'banner')]")[0]
    assert "令和8年4月の大雨" in banner.text_content()
    [link] = banner.xpath(".//a/@href")
    resident.opens(link)
    assert "罹災" in resident.heading


def test_what_was_found_stands_before_everything_else(resident: Resident) -> None:
    """Must catch: an answer below the fold of a telephone, under a banner nobody asked for."""
    resident.opens("/?q=赤ちゃん")
    assert resident.page.xpath("//main//*[contains(@class, 'banner')]") == []
    assert resident.page.xpath("//main//h3//a/@href")[0] == "/procedures/child_allowance_amount_revision"
    resident.opens("/?q=ぞうきん")
    assert "見つかりませんでした" in resident.text
    assert resident.page.xpath("//main//h3//a")


def test_what_somebody_else_does_is_found_and_says_where_to_go(resident: Resident) -> None:
    """Must catch: 「車庫証明」 that is searched for in vain; a page about it that looks like one to apply on."""
    resident.opens("/?q=車庫証明")
    links = resident.page.xpath("//section[@aria-labelledby='found']//a/@href")
    resident.opens(links[-1])
    assert resident.heading == "自動車の保管場所証明（車庫証明）"
    assert "受け持つ警察署" in resident.text
    assert not resident.page.xpath("//main//form")
    sites = resident.page.xpath("//main//a[@rel='external noreferrer']/@href")
    assert sites == ["https://www.npa.go.jp/", "https://www.oss.mlit.go.jp/"]
    resident.opens("/guidance/nobody_knows", 404)


def test_what_can_be_done_here_stands_before_what_cannot(resident: Resident) -> None:
    resident.opens("/?q=軽自動車税")
    links = resident.page.xpath("//section[@aria-labelledby='found']//a/@href")
    assert links[0] == "/procedures/tax_payment_certificate"
    assert "/guidance/paying_town_taxes" in links
