"""Reads Chinese official text: dates, report titles, names. Pure functions over strings."""
