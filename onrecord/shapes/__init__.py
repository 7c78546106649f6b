"""What every room knows: spans, passages, reports, marks, links, tables, errors. Standard library only."""
