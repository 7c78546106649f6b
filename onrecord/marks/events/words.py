"""The words that events lean on, by the name of their list: words.tsv."""

from __future__ import annotations

from onrecord.marks import word_lists

words_of = word_lists.of_package("onrecord.marks.events")
