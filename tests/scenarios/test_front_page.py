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
