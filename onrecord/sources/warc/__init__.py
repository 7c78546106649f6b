"""Web archives (WARC): records out of a stream, one at a time, whatever is damaged between them."""
