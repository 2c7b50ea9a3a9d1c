"""Estimates for everybody: how much, and from when. What is asked, what it is taken for, and what is told."""
