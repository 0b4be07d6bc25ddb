"""Measurements whose figures README and docs quote: `python -m benchmarks NAME`."""
