"""The desk: local web pages over a ledger, and the same data as JSON and CSV."""
