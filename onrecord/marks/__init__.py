"""From a report to marks: one folder a kind, each with its finder and its tables."""
