"""引き継ぎ: a draft goes on at the counter, and back on its owner's telephone. It keeps its owner all the while."""
