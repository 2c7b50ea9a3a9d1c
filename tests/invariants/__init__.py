"""What the service promises, which tests show it, and the mistakes these tests must catch."""
