"""Pages for staff."""

from app.web.staff import (
    accounts,
    approvals,
    assignments,
    attachments,
    audit_trail,
    case_page,
    corrections,
    exports,
    fees,
    health,
    incidents,
    kept,
    own_account,
    papers,
    parameters,
    proposals,
    queue,
    reviewing,
    sign_in,
)

ROUTERS = tuple(
    module.pages.router
    for module in (
        sign_in,
        own_account,
        accounts,
        queue,
        approvals,
        exports,
        papers,
        case_page,
        reviewing,
        assignments,
        fees,
        corrections,
        proposals,
        attachments,
        health,
        incidents,
        parameters,
        audit_trail,
        kept,
    )
)
