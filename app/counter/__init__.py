"""書かない窓口: one person at a time in front of a desk, two screens, and the same applications as everywhere."""
