"""All pages that read, in the order in which a path is held against them."""

from __future__ import annotations

from onrecord.faces.desk import compare, listed, person, record, report, review, search, stories, story, tool
from onrecord.faces.desk.page import Page

PAGES: tuple[Page, ...] = (
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
    *tool.pages(lambda: PAGES),
    *listed.PAGES,
)
