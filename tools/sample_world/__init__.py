"""Makes the two replay worlds: `python -m tools.sample_world` writes them again, byte for byte."""
