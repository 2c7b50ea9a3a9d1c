"""A copy of everything in one folder while the service goes on, and a working service made of it elsewhere."""
