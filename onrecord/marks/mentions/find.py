"""The kind of mark called mention: who and what is named, and who is who in a report."""

from __future__ import annotations

from onrecord.lexicon import nations
from onrecord.marks.mentions.candidate import Candidate
from onrecord.marks.mentions.local import local
from onrecord.marks.mentions.resolve import resolve
from onrecord.shapes.mark import CellSpec, Kind, derived, present


def _named(value: object, words: str) -> bool:
    """The words say the name, or name the nation of that name in another way."""
    name, said = " ".join(str(value).split()).casefold(), " ".join(words.split()).casefold()
    nation = nations.find(words)
    # "Ann Lee's office", read from "Ann Lee" and, elsewhere, "her office"
    return name in said or name.replace("'s ", " ") in said or (nation is not None and nation.name.casefold() == name)


KIND = Kind(
    name="mention",
    plural="mentions",
    version=10,
    cells=(
        CellSpec("entity", "word", "who or what is meant, by a name that holds in this report only", derived),
        CellSpec("type", "word", "person, organisation, group, place or office", derived),
        CellSpec("name", "text", "the fullest name, or the description, that the report gives", _named),
        CellSpec("head", "span", "the bare name, head noun or pronoun", present),
        CellSpec("form", "word", "name, nominal or pronoun", present),
    ),
    candidate=Candidate,
    local=local,
    resolve=resolve,
    tables=(
        "nations.tsv",
        "titles.tsv",
        "people_nouns.tsv",
        "given_names.tsv",
        "office_words.tsv",
        "bynames.tsv",
        "words.tsv",
    ),
)
