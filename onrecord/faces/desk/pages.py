"""All pages that read, in the order in which a path is held against them."""

from __future__ import annotations

from onrecord.faces.desk import compare, listed, person, record, report, review, search, stories, story, tool

PAGES = (
    stories.STORIES,
    stories.LIST,
    story.NEW,
    story.COVERAGE,
    story.PART,
    story.STORY,
    report.SOURCE,
    report.REPORT,
    record.RECORD,
    person.PERSON,
    compare.COMPARE,
    search.SEARCH,
    *review.PAGES,
    *tool.PAGES,
    *listed.PAGES,
)
