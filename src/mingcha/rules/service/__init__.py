"""Whether services can be used: guides, forms, statistics, search."""
