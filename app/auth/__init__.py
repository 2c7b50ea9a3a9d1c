"""Who is asking, and how sure we are of it."""
