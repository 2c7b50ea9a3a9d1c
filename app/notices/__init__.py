"""What we tell people who are not looking at a page: short, without details, an invitation to sign in."""
