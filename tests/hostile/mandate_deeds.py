"""What is done about mandates, for the table of all deeds."""

from collections.abc import Callable
from typing import Any

from app.mandates.lifecycle import MandateState
from tests.hostile.actors import owner_of
from tests.hostile.proxies import OWNER, a_mandate, a_session, an_account
from tests.scenarios.acting import DAUGHTERS_NAME, MOTHERS_NAME, WANTED, entrusts, signed_in, takes

COUNTER = {
    "person": "井上 フミ",
    "born": "1946-01-15",
    "proxy": DAUGHTERS_NAME,
    **{name: WANTED[name] for name in ("kind", "areas", "deeds", "months")},
    "proof": "seen_at_counter",
    **dict.fromkeys(("person_checked", "proxy_checked", "scope_read"), "yes"),
}


def entrusts_somebody(town: Any) -> None:
    entrusts(town.owner, MOTHERS_NAME)


def takes_a_code(town: Any) -> None:
    proxy = signed_in(town.world, "hara_shizue")
    takes(proxy, entrusts(town.owner, MOTHERS_NAME))
    proxy.close()


def asks_to_act(town: Any) -> None:
    husband = signed_in(town.world, "mizuno_ken")
    husband.opens("/acting/ask")
    adult = husband.page.xpath("//input[@name='who']/@value")[0]
    husband.sends("ご本人にたずねる", {"who": adult, **{k: WANTED[k] for k in ("areas", "deeds", "months")}})
    husband.close()


def begins_to_act(town: Any) -> None:
    proxy_id = an_account(town.world)
    a_mandate(town.world, proxy_id)
    proxy = a_session(town.world, proxy_id)
    proxy.opens("/acting")
    proxy.sends("水野 陽子 さんの手続をする")
    proxy.close()


def gives_up(town: Any) -> None:
    proxy_id = an_account(town.world)
    a_mandate(town.world, proxy_id)
    proxy = a_session(town.world, proxy_id)
    proxy.opens("/acting")
    proxy.sends("引き受けるのをやめる")
    proxy.close()


def answers(town: Any, tail: str) -> None:
    """By the person, on their own page."""
    asked = {"state": MandateState.REQUESTED, "proof": None}
    grantor_id = owner_of(town.furnished)
    made = a_mandate(town.world, an_account(town.world), OWNER, grantor_id=grantor_id, **asked)
    town.posts(town.owner, f"/proxies/{made}", f"/proxies/{made}/{tail}")


def at_the_counter(town: Any, tail: str, state: MandateState, **sent: str) -> None:
    made = a_mandate(town.world, an_account(town.world), state=state)
    town.posts(town.clerk, f"/staff/mandates/{made}", f"/staff/mandates/{made}/{tail}", **sent)


def registers(town: Any) -> None:
    town.posts(town.clerk, "/staff/mandates/new", "/staff/mandates/new", **COUNTER)


# As in `tests.hostile.deeds.DEEDS`.
OF_MANDATES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "POST /acting": ("begin_acting", begins_to_act),
    "POST /acting/ask": ("request_mandate", asks_to_act),
    "POST /acting/code": ("accept_mandate", takes_a_code),
    "POST /acting/{mandate_id}/give-up": ("revoke_mandate", gives_up),
    "POST /proxies/new": ("offer_mandate", entrusts_somebody),
    "POST /proxies/{mandate_id}/approve": ("approve_mandate", lambda t: answers(t, "approve")),
    "POST /proxies/{mandate_id}/end": ("refuse_mandate", lambda t: answers(t, "end")),
    "POST /staff/mandates": (
        "search_mandates",
        lambda t: t.posts(t.clerk, "/staff/mandates", "/staff/mandates", q="水野"),
    ),
    "POST /staff/mandates/new": ("offer_mandate", registers),
    "POST /staff/mandates/{mandate_id}/approve": (
        "approve_mandate",
        lambda t: at_the_counter(
            t,
            "approve",
            MandateState.REQUESTED,
            **dict.fromkeys(("person_checked", "proxy_checked", "scope_read"), "yes"),
        ),
    ),
    "POST /staff/mandates/{mandate_id}/revoke": (
        "revoke_mandate",
        lambda t: at_the_counter(t, "revoke", MandateState.APPROVED),
    ),
}
