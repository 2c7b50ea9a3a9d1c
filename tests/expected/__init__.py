"""What each of the 27 procedures must ask, taken by a script from a catalogue of them, beside what it does ask."""
