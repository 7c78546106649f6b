"""Knowledge that two kinds of mark or two rooms share: tables and their readers, no rules."""
