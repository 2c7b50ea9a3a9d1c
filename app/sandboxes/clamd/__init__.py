"""A virus scanner for rehearsals: it speaks as clamd does, and knows one harmless virus."""
