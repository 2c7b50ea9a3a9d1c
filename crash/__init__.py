"""The service killed under load, again and again, and its books compared with what it has promised."""
