"""The kind of mark called figure: its finder and its tables."""
