"""Whose a deed is that is done to somebody: "Orr's killing of two burglars", where "Orr's killing" befell Orr."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.acting import acts, agents
from onrecord.marks.events.candidate import Filler
from onrecord.marks.events.fillers import fillers
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import Rule, classes


def whose_deed(frame: Frame, rule: Rule) -> tuple[Filler, ...]:
    """Who did a deed that has an owner and, behind "of", those who suffered it.

    Takes: a noun and its row. Gives: nobody where the row reads no owner as the one it befell.
    """
    if frame.verbal or "owner" not in rule.recipient or "of" not in rule.recipient:
        return ()
    befell = [t for t in grammar.of_prep(frame.token, "of") if acts(t)]
    owners = [t for t in children(frame.token, "poss") if t.ent_type_ not in (*grammar.TIME_LABELS, "LOC", "FAC")]
    owners = [t for t in owners if acts(t) and lemma(t) not in classes()["place"].words]
    if not befell or not owners or grammar.of_prep(frame.token, "by"):
        return ()
    if any(c.tag_ in ("JJS", "RBS") for c in grammar.before(frame.token)):
        return ()  # "the country's worst killing of civilians"
    return fillers([a for t in owners for a in agents(t)], "owner")
