"""Whether what must be published or handed in came, and in time."""
