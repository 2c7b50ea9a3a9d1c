"""The heart: applications from the first answer to the decision in hand."""
