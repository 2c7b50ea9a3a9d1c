"""The screen of staff at a counter: everything by keyboard, one page for each thing that is done."""

from app.web.counter.staff import (
    asking,
    calling,
    cards,
    collecting,
    confirming,
    desks,
    ending,
    events,
    handing_over,
    identifying,
    papers,
    paying,
    procedures,
    reading,
    screens,
    second,
    talking,
    times,
)

ROUTERS = tuple(
    module.pages.router
    for module in (
        desks,
        second,
        calling,
        identifying,
        cards,
        papers,
        confirming,
        procedures,
        handing_over,
        events,
        asking,
        collecting,
        reading,
        paying,
        ending,
        screens,
        talking,
        times,
    )
)
