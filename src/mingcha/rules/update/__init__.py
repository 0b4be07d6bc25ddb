"""Whether the home page and the columns are kept up."""
