"""A slow, plain second reading of the rules, to check the product's numbers against."""
