"""What is read from the store, as values of core."""
