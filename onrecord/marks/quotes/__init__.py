"""The kind of mark called quote: its finder and its tables."""
