"""Mandates: who may act for whom, in what, and until when; and the end of it at any moment."""
