"""What one paragraph shows of a mention: plain values that a cache can keep."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, a noun phrase with a head of people, bodies or places, or a pronoun; offsets count in the paragraph.

    `start`, `end`: the noun phrase with title and modifiers, without what follows its head; `phrase_end`: the end of
    the phrases of "of", "for", "in" … that follow it. `head_start`, `head_end`: the bare name, else the head noun or
    pronoun. `form`: name, nominal or pronoun. `label`: the parser's entity label, empty where it gave none.
    `bare`: the words of the head, possessive off. `noun`: the lemma of a nominal's head, or the noun that describes a
    name before it ("coach"). `title`: title (titles.tsv) before or instead of the name. `sort`: person, group,
    organisation, place or empty. `nations`: nations (nations.tsv) that modify or own it. `modifiers`: its other
    modifiers in lower case. `determiner`: the, a, this, possessive or empty. `gender`: m, f or empty. `plural`: None
    when the text does not tell. `role`: subject, passive, object, possessor, oblique, apposition, attribute, modifier,
    other. `preposition`: what governs it. `sentence`: number of the sentence. `quoted`: number of the quotation it
    stands in, 0 for none. `main`: subject of the sentence's main clause. `same`, `owner`, `above`, `beside`:
    head_start of the candidate it is said to be, of its possessor, of the subject of the clause over its own and of
    the subject of its own clause (of a pronoun that is a relative clause's subject: what the clause hangs on); -1 for
    none. `joined`: of a possessor, head_start of whom its owner's noun is joined to ("Ann Lee and her son").
    """

    start: int
    end: int
    phrase_end: int
    head_start: int
    head_end: int
    form: str
    bare: str
    label: str = ""
    noun: str = ""
    title: str = ""
    sort: str = ""
    nations: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    determiner: str = ""
    gender: str = ""
    plural: bool | None = None
    role: str = "other"
    preposition: str = ""
    sentence: int = 0
    quoted: int = 0
    main: bool = False
    same: int = -1
    owner: int = -1
    above: int = -1
    beside: int = -1
    joined: int = -1
