"""The SQLite file that keeps everything, and the accounts computed from it."""
