"""署名: what a person signs with their card, whether it is theirs, and the evidence of it, good for years."""
