"""PAY.JP v2 for rehearsals: its own server, on its own host name, where no money moves."""
