"""A card reader for rehearsals: its own server, on its own host name, with invented people."""
