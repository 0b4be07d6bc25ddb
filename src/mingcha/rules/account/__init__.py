"""Whether new-media accounts are kept up, or given up in order."""
