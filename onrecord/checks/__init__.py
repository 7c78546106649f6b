"""Scores against hand-made answers."""
