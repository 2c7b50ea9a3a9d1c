"""Attachments: what people hand in, made safe to open, sealed one by one, kept on a disk or in a bucket."""
