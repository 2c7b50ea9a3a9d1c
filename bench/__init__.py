"""How fast the service is, beside a floor of the same kind that never changes."""
