"""Pages for residents."""

from app.web.resident import (
    about,
    apply,
    catalog,
    check,
    chunks,
    decisions,
    display,
    estimates,
    forms_on_paper,
    guidance,
    kept,
    life_events,
    lookers,
    my_page,
    pay,
    receipts,
    resume,
    saving,
    sign_in,
    start_page,
    starting,
    stopped,
    terminal,
    uploads,
    verify,
    withdrawing,
)

# Staff choose a language too, and their pages end with the same small print.
FOR_ALL = (display.pages.router, about.pages.router)

# The pages asked for most come first. Fixed words before patterns: /my/{number} must not swallow what lies below /my.
ROUTERS = tuple(
    module.pages.router
    for module in (
        apply,
        catalog,
        forms_on_paper,
        start_page,
        starting,
        guidance,
        life_events,
        sign_in,
        resume,
        display,
        about,
        terminal,
        check,
        stopped,
        saving,
        uploads,
        chunks,
        kept,
        pay,
        receipts,
        decisions,
        withdrawing,
        lookers,
        my_page,
        verify,
        estimates,
    )
)
