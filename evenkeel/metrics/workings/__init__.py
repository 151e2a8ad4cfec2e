"""How one number of one student comes about: what enters it, and the arithmetic, line by line."""
