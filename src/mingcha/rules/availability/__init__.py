"""Whether a site and its links can be opened."""
