"""What the town already knows about a person, offered to them so that they needn't write it again."""
