"""Thin functions from a request to a page: selectors read, services write, templates say it."""
