"""`python -m app …`: the commands of an operator."""
