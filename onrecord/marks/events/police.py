"""Who made an arrest that a report tells of without saying so: the police whom it tells to have done something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.marks.events.meant import refs_of
from onrecord.marks.events.same import Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell

_POLICE = re.compile(rf"\b{either(words_of('body of police'))}$", re.IGNORECASE)


def fill_arrests(tellings: Sequence[Telling]) -> None:
    """The police of a report's deeds for "nine arrests were made": those of the deed before it, else of the first.

    Takes: the tellings of a report in text order; changes cells.
    """
    police: Cell | None = None
    open_: list[Telling] = []
    for telling in tellings:
        by = refs_of(telling.cells.get("actor"))
        if len(by) == 1 and _POLICE.search(by[0].name or ""):
            police = telling.cells["actor"]
            for before in open_:
                before.cells["actor"] = Cell(police.value, "police of the report", police.at)
            open_ = []
        elif (
            not by
            and telling.value("mode") == "arrest"
            and telling.candidate.noun
            and telling.candidate.base in classes()["arresting"].words
        ):
            if telling.value("modality") not in ("happened", "ongoing"):
                continue
            if police is None:
                open_.append(telling)
            else:
                telling.cells["actor"] = Cell(police.value, "police of the report", police.at)
