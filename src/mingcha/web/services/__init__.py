"""What is written to the store: each call is one transaction, its arguments are keywords."""
