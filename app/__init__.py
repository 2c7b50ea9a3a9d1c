"""Madoguchi: the service through which a town's residents do their paperwork and its staff decide."""
