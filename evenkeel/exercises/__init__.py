"""What was asked: exercises as values, or every problem with their files at once."""
