"""Who did what, and who looked at what: one chain of entries that shows every later change."""
