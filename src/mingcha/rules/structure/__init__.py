"""Whether a unit keeps the sites it may keep."""
