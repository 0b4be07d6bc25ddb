"""mingcha 明察: supervision of government websites and disclosure duties, with proof."""

__version__ = "0.1.0"
