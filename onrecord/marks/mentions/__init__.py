"""The kind of mark called mention: its finder and its tables."""
