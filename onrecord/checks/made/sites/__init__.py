"""Site systems: a page template each, filled with a report, and the lines that surround it."""
