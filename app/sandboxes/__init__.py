"""Stand-ins for other parties: each its own server on another host name, and none where real people are."""
