"""Schema changes, applied by `mingcha migrate`."""
