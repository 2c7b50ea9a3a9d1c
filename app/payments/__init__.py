"""Money in: what is to be paid for a case, and what the payment provider says of it."""
