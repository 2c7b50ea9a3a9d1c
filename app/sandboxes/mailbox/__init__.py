"""A mailbox for rehearsals: receives over real SMTP whatever the service sends, and shows it."""
