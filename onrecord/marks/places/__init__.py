"""The kind of mark called place: its finder and its tables."""
