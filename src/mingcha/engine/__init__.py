"""Obtains and observes: fetching, the evidence store, pages, columns, lists, dates and marks. Knows no rule."""
