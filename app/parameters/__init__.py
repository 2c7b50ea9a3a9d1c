"""What two people of the town confirmed: its values with the day from which they hold, kept for ever."""
