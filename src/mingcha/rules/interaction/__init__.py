"""Whether people can report and are answered."""
