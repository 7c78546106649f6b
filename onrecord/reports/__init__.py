"""From raw bytes to a report: decoding, lines with roles, passages, metadata."""
