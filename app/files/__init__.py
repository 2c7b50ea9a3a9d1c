"""Attachments: what people hand in, made safe to open, sealed on disk."""
