"""How questions are drawn and read, whoever fills in the page: residents, or staff for them."""
