"""The office's desk: what waits there, how urgent it is, and what can be seen of a case before reading it."""
