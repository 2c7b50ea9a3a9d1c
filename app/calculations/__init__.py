"""What the law lets us work out: pure, with the articles it rests on, and the reason of every figure."""
