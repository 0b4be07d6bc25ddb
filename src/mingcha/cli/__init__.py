"""The program at the terminal: `main` and one module per verb."""
