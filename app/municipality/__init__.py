"""The town whose service this is: one YAML file, read once, and never a constant in the code."""
