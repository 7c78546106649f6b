"""The kind of mark called time: its finder and its tables."""
