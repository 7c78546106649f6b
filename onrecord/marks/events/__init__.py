"""The kind of mark called event: its finder and its tables."""
