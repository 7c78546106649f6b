"""Kinds of happening: a table each, with the steps it runs through and the sentences that tell them."""
