"""The sandbox's notifications: tried again, and remembered, but not for ever."""

from pathlib import Path

from app.sandboxes.payjp.webhooks import MOST_WAITING
from tests.payments.rehearsal import TOKEN, Clock, Provider, id_of, running_provider
from tests.payments.test_sandbox_api import created


class Deaf:
    """A merchant that answers with an error."""

    def receive(self, *_args: object, **_named: object) -> None:
        from app.errors import Forbidden  # noqa: PLC0415

        raise Forbidden


def outcomes(provider: Provider) -> list[tuple[int, str | None]]:
    with provider.app.state.till.books.store.writing() as database:
        return list(database.execute("SELECT tries, outcome FROM delivery ORDER BY seq"))


def test_a_notification_carries_the_token_and_the_event(provider: Provider) -> None:
    provider.pay(created(provider)["url"])
    provider.settle_down()
    headers, body, _ = provider.heard[0]
    assert headers["x-payjp-webhook-token"] == TOKEN
    assert b'"object": "event"' in body
    assert outcomes(provider) == [(1, "200")] * 3


def test_a_merchant_that_does_not_listen_is_told_three_times_more(provider: Provider) -> None:
    """Must catch: no retry, or retries without an end."""
    provider.desk = Deaf()  # type: ignore[assignment]
    provider.post(created(provider)["url"], action="decline", method="paypay")
    provider.settle_down()
    told = len(provider.heard)
    for tries in (2, 3, 4, 4, 4):
        provider.clock.advance(minutes=2)
        provider.settle_down()
        assert len(provider.heard) < tries * told or tries == 4
        provider.clock.advance(minutes=1, seconds=1)
        provider.settle_down()
        assert len(provider.heard) == tries * told
    assert set(outcomes(provider)) == {(4, "403")}


def test_what_was_not_sent_before_a_kill_is_sent_after_it(tmp_path: Path) -> None:
    state, clock = tmp_path / "payjp.db", Clock()
    with running_provider(state, clock) as provider:
        provider.pay(created(provider)["url"], scenario="webhook_late")
        provider.settle_down()
        assert provider.heard == []
    clock.advance(minutes=10)
    with running_provider(state, clock) as provider:
        # The address of the merchant changed with the port; the sandbox sends to the one it has now.
        provider.settle_down()
        assert len(provider.heard) == 2


def test_the_heap_of_waiting_notifications_has_an_end(provider: Provider) -> None:
    url = created(provider)["url"]
    provider.pay(url, scenario="webhook_late")
    with provider.app.state.till.books.store.writing() as database:
        waiting = [("evnt_x", "2999-01-01T00:00:00.000000Z")] * (MOST_WAITING - 2)
        database.executemany("INSERT INTO delivery (event_id, due) VALUES (?, ?)", waiting)
    provider.post(f"/admin/sessions/{id_of(url)}", action="notify")
    assert {outcome for _, outcome in outcomes(provider)} == {None, "dropped"}
