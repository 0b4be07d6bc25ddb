"""Obtains and observes: fetching, evidence, pages, columns, lists, dates and marks. Knows no rule."""
