"""The same flow over many workers or machines: inputs in splits, the record as Parquet, links by joins."""
