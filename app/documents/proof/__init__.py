"""Proof of origin: what the town says with its signature of a receipt or a decision, and how anybody checks it."""
