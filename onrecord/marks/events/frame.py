"""A word and what stands around it, by the names that the tables use."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.marks.events import arguments, extents, grammar, verb_form
from onrecord.marks.events.conditions import KEYS, fit
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.nearby import NOWHERE, Nearby
from onrecord.marks.events.slot_words import (
    THROUGH,
    around_noun,
    by_whom,
    carried,
    counted,
    is_money,
    killed_by_force,
    kind_before,
    meant_by,
    members,
    no_times,
    responsible,
    word_of,
)
from onrecord.marks.events.tables import Light, classes, doers, light_verbs
from onrecord.marks.events.told import main, told
from onrecord.marks.events.unreal import unreal
from onrecord.marks.words import Token
from onrecord.shapes.once import once

_UNDER_A_VERB = frozenset(("dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative", "acomp"))
_PLACES = frozenset(
    ("under", "prt", "subj", "obj", "iobj", "oprd", "mod", "gov", "is", "subj_of", "pass_by", "near", "about")
)


class Frame:
    """An anchor and its surroundings. Answers the conditions of the tables and finds the fillers of slots.

    `headline` says that the text is a title or caption, where participles stand without their auxiliary.
    """

    def __init__(self, token: Token, headline: bool, nearby: Nearby = NOWHERE, *, deed: str = "") -> None:
        """`nearby`: the words that conditions on the sentence and the paragraph ask of.

        `deed`: a noun made of a verb is read by the rows of that verb, what stands after its "of" as "obj" ("the
        storming of the station") or as "subj" ("the sinking of the ferry").
        """
        self.token = token
        self.deed = deed
        self.headline = headline
        self.verbal = grammar.is_verb(token) and not grammar.nominal(token)
        self._nearby = nearby
        self._slots: dict[str, list[Token]] = {}
        self._words: dict[str, list[tuple[str, str]]] = {}

    @once
    def passive(self) -> bool:
        """True for a verb whose subject suffers it."""
        return self.verbal and verb_form.passive(self.token, self.headline)

    @once
    def governor(self) -> Token | None:
        """For a noun: the verb it is object, subject or prepositional object of, seen through "a series of"."""
        if self.verbal:
            return None
        verb, _ = self.governed
        return verb

    @once
    def governed(self) -> tuple[Token | None, str]:
        """(governing verb, how: dobj, nsubj, nsubjpass, attr, or the preposition between)."""
        here = self.token
        for _ in range(6):
            head = here.head
            if head == here:
                return None, ""
            if here.dep_ in _UNDER_A_VERB and grammar.is_verb(head):
                return head, here.dep_
            if here.dep_ == "pobj":
                above = head.head
                if grammar.is_verb(above):
                    if head.dep_ == "agent":
                        return above, "by"
                    return above, str(head.lower_)
                through = head.lower_ == "of" and lemma(above) in THROUGH
                through = through or (head.lower_ == "in" and is_money(above))  # "gave $9 million in aid"
                if above.pos_ in ("NOUN", "NUM", "PRON", "SYM", "PROPN") and through:
                    here = above
                    continue
                return None, ""
            if here.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
                here = head
                continue
            return None, ""
        return None, ""

    @once
    def light(self) -> Light | None:
        """The row of light_verbs.tsv by which the governing verb carries this noun; None when it does not."""
        verb, how = self.governed
        if verb is None or how == "by":
            return None
        for row in light_verbs().get(lemma(verb), ()):
            if (
                not row.tests
                and how not in ("dobj", "nsubjpass")
                and not (how == "nsubj" and verb_form.passive(verb, self.headline))
            ):
                continue
            if how not in _UNDER_A_VERB and _of_another(row, how):
                continue
            if fit(row.tests, Frame(verb, self.headline)):
                return row
        return None

    @once
    def _complements(self) -> list[Token]:
        """Verbs of the clauses below."""
        return list(extents.complements(self.token))

    def slot(self, name: str) -> list[Token]:
        """The tokens that fill a slot (see verbs.tsv, nouns.tsv), in text order."""
        found = self._slots.get(name)
        if found is None:
            self._slots[name] = found = self._fill(name)
        return found

    def _fill(self, name: str) -> list[Token]:
        first, _, rest = name.partition(".")
        if rest:
            if first in ("obj", "subj"):
                return [t for o in self.slot(first)[:1] for t in around_noun(o, rest)]
            if first == "to" and self.verbal:  # "agreed to a truce with the rebels"
                return [t for o in self.slot("to")[:1] for t in around_noun(o, rest)]
            if first == "comp" and rest == "nsubj":  # its own subject, not one that the verb above lends it
                return [
                    t
                    for c in [*self._complements, *extents.that_clauses(self.token)][:1]
                    for t in children(c, "nsubj", "nsubjpass")
                ]
            if first == "comp":
                return [
                    t
                    for c in [*self._complements, *self._to_do()][:1]
                    for t in Frame(c, self.headline, self._nearby).slot(rest)
                ]
            return []
        if self.deed and name in ("subj", "obj"):
            return self._deed_slot(name)
        return self._verb_slot(name) if self.verbal else self._noun_slot(name)

    def _deed_slot(self, name: str) -> list[Token]:
        """ "The storming of the station by rebels", "his jailing", "the rebels' storming of the station"."""
        done_to = no_times(grammar.of_prep(self.token, "of"), "of")
        if self.deed == "subj":
            return done_to if name == "subj" else []
        if name == "obj":
            return done_to or grammar.owners(self.token)
        return self._noun_slot("by") or (grammar.owners(self.token) if done_to else [])

    def _to_do(self) -> list[Token]:
        """For a noun: what it is to do ("its threat to close the mine")."""
        if self.verbal:
            return []
        below = [c for c in children(self.token, "acl") if grammar.infinitive(c)]
        for_them = [c for c in children(self.token, "advcl") if any(m.lower_ == "for" for m in children(c, "mark"))]
        return below + [c for c in for_them if grammar.infinitive(c)]  # "calls for the mayor to resign"

    def _verb_slot(self, name: str) -> list[Token]:
        verb = self.token
        if name == "subj":
            if self.passive:
                return by_whom(verb)
            return arguments.surface_subject(verb)
        if name == "obj":
            if self.passive:
                return arguments.surface_subject(verb)
            return arguments.objects(verb)
        if name == "iobj":
            if self.passive and children(verb, "dobj"):
                return arguments.surface_subject(verb)
            given = [d for d in children(verb, "dative") if d.pos_ != "ADP"]
            both = children(verb, "dobj")
            if not given and len(both) == 2:  # "handed him a fine", read as two objects
                given = both[:1]
            return [t for d in given for t in grammar.conjuncts(d)]
        found = self._of_prep(name)
        if not found:  # "launched missiles at the base": the phrase may hang on the object
            found = [t for o in children(verb, "dobj", "oprd", "prt") for t in grammar.of_prep(o, name)]
        return no_times(found, name)

    def _noun_slot(self, name: str) -> list[Token]:
        noun = self.token
        if name == "self":
            return [noun]
        if name == "bearer":
            return self._bearer()
        if name == "subj":
            return self._carrier("actor")
        if name == "owner":
            return self._owners()
        if name == "obj":
            return self._carrier("recipient")
        if name == "iobj":
            return self._given_to()
        found = grammar.of_prep(noun, name)
        if not found and name in (
            "on",
            "against",
            "with",
        ):  # "the attack by rebels on a convoy", read as "rebels on a convoy"
            through = [p for p in children(noun, "prep", "agent") if p.lower_ in ("by", "from", "of")]
            found = [t for p in through for o in children(p, "pobj") for t in grammar.of_prep(o, name)]
        if not found and name in ("from", "by"):  # "an offer of talks from the firm"
            found = [t for o in grammar.of_prep(noun, "of") for t in grammar.of_prep(o, name)]
        if not found and name == "of":
            found = killed_by_force(noun)
        verb, how = self.governed
        beside = self.light is not None or (how in ("dobj", "nsubjpass") and name != "by")
        if not found and verb is not None and beside and not self._names_doer(verb, name):
            found = [t for t in grammar.of_prep(verb, name) if t.i > verb.i]
            if name == "by" and not found and verb_form.passive(verb, self.headline):
                found = Frame(verb, self.headline, self._nearby).slot("subj")
        if not found and name == "by":
            found = self._named_as_doer()
        return no_times(found, name)

    def _names_doer(self, verb: Token, preposition: str) -> bool:
        """True for "on" in "was blamed on rebels": who stands there did it."""
        return any(row.subject == preposition for row in doers().get(lemma(verb), ()))

    def _named_as_doer(self) -> list[Token]:
        """Who did what a noun tells, by a verb beside it: "a ban imposed by", "was blamed on", "claimed by"."""
        verb, how = self.governed
        under = [c for c in children(self.token, "acl", "relcl") if grammar.is_verb(c)]
        over = [verb] if verb is not None and how in ("dobj", "nsubjpass", "for") else []
        claimed = responsible(self.token)
        for word in (*under, *over, *([claimed] if claimed is not None else [])):
            frame = Frame(word, self.headline, self._nearby)
            slot = _tells_doer(frame, word in under)
            found = [t for t in frame.slot(slot) if verb_form.negation(t) is None] if slot else []
            if found:
                return found
        if verb is not None and how in ("in", "during") and lemma(verb) in classes()["kill"].words:
            return Frame(verb, self.headline, self._nearby).slot("subj")  # "rebels killed nine in the raid"
        return []

    def _bearer(self) -> list[Token]:
        """Who is in a state: "six are dead", "left nine homeless", "Four dead in blast", "12 dead"."""
        state, head = self.token, self.token.head
        if state.pos_ == "NOUN":
            return [state]
        if not grammar.is_verb(head) and head.pos_ != "AUX":
            return [head] if head != state else children(state, "nummod", "nsubj")
        if verb_form.passive(head, self.headline) or not (below := children(head, "dobj")):
            return arguments.surface_subject(head)
        return children(state, "nummod") if state in below else below

    def _owners(self) -> list[Token]:
        noun = self.token
        found = grammar.owners(noun)
        if not found and noun.dep_ == "conj" and noun.head.i < noun.i <= noun.head.i + 4:
            return grammar.owners(noun.head)  # "its ground and air offensive", read as two things
        return found

    def _carrier(self, part: str) -> list[Token]:
        verb, how = self.governed
        if verb is None or self.light is None:
            return self._carried_below(part)
        if self.light.subject == "recipient" and how not in _UNDER_A_VERB and children(verb, "dobj"):
            done_to = Frame(verb, self.headline, self._nearby)  # "placed two men under arrest", "put him on trial"
            return done_to.slot("obj" if part == "recipient" else "subj")
        if self.light.subject == "recipient" and how not in _UNDER_A_VERB and part == "actor":
            return by_whom(verb) if verb_form.passive(verb, self.headline) else []
        if self.light.subject != part:
            return []
        around = Frame(verb, self.headline, self._nearby)
        if how in ("nsubj", "nsubjpass"):  # "an attack was launched by": its own subject is the noun
            return around.slot("subj") if around.passive else []
        if part == "actor" and around.passive and how == "dobj":  # "he was handed a sentence by a judge"
            return around.slot("subj")
        return arguments.surface_subject(verb)

    def _carried_below(self, part: str) -> list[Token]:
        """The subject of the noun's clause, whose verb carries it: "the treatment she received", "bans it imposed"."""
        for clause in self._gapped:
            around = Frame(clause, self.headline, self._nearby)
            for row in light_verbs().get(lemma(clause), ()):
                if row.subject == part and (not row.tests or fit(row.tests, around)):
                    return arguments.surface_subject(clause)
        return []

    @once
    def _gapped(self) -> list[Token]:
        """The verbs of clauses that a noun is the object of: "the treatment (that) she received"."""
        if self.verbal or not self.token.children:
            return []
        return [c for c in children(self.token, "relcl") if grammar.is_verb(c) and carried(c)]

    def _given_to(self) -> list[Token]:
        """To whom the light verb gives what the noun tells: "handed him a sentence", "was given a warning"."""
        verb, how = self.governed
        if verb is None or how != "dobj" or self.light is None or self.light.subject != "actor":
            return []
        return Frame(verb, self.headline, self._nearby).slot("iobj")

    # The conditions of the tables.

    def has(self, key: str) -> bool:
        """True when something stands there (see verbs.tsv)."""
        token = self.token
        if key == "pass":
            return self.passive
        if key == "inf":
            return any(grammar.infinitive(c) for c in self._complements) or any(
                grammar.infinitive(c) for c in children(token, "acl", "relcl")
            )
        if key == "that":
            if self.verbal:
                return any(not grammar.infinitive(c) for c in children(token, "ccomp"))
            clauses = children(token, "acl", "ccomp")
            return any(m.lower_ == "that" for c in clauses for m in children(c, "mark"))
        if key == "comp":
            return bool(self._complements)
        if key == "plural":
            return token.tag_ in ("NNS", "NNPS")
        if key == "owner":
            return bool(grammar.owners(token))
        if key == "def":
            return grammar.definite(token)
        if key == "neg":
            below = children(token, "acomp", "oprd")  # "pleaded not guilty"
            return any(verb_form.negation(t) is not None for t in (token, *below))
        if key == "denies":
            return self.verbal and any(verb_form.denied(c) for c in children(token, "ccomp"))
        if key == "imper":
            return self.verbal and not self.headline and verb_form.imperative(token)
        if key == "unreal":
            return self.verbal and unreal(token, self.headline)
        if key == "main":
            return self.verbal and main(token, self.headline)
        if key == "told":
            return not self.verbal or told(token, self.headline)
        if key == "present":
            return self.verbal and not self.headline and verb_form.tense(token) == "present"
        if key in _PLACES:
            return bool(self._tokens_at(key))
        return any(
            str(c.lower_) == key
            for c in grammar.kids(token)
            if c.dep_ in ("prep", "prt", "advmod", "agent", "mark", "dative")
        ) or bool(self._marks(key) if self.verbal else self.slot(key))

    def _marks(self, key: str) -> bool:
        """True for "for" in "called for them to leave", which the parser hangs on "leave"."""
        return key == "for" and any(m.lower_ == key for c in self._complements for m in children(c, "mark"))

    def near(self, key: str) -> frozenset[str]:
        """Base forms of the words of the sentence (near) or the paragraph (about)."""
        return self._nearby.paragraph if key == "about" else self._nearby.sentence

    def words_at(self, key: str) -> Iterable[tuple[str, str]]:
        """(base form, label) of the words that stand there."""
        found = self._words.get(key)
        if found is None:
            if key == "ccomp":
                found = self._helpers_below()
            else:
                found = [w for t in self._tokens_at(key) for w in word_of(t)] or self._unnamed(key)
            self._words[key] = found
        return found

    def _helpers_below(self) -> list[tuple[str, str]]:
        """The auxiliaries of the clauses below, and "bare" where one has a bare form beside its subject."""
        below = self._complements
        bare = [("bare", "")] if any(verb_form.subjunctive(c) for c in below) else []
        return [*bare, *((str(a.lower_), "") for c in below for a in grammar.own_aux(c))]

    def _unnamed(self, key: str) -> list[tuple[str, str]]:
        """Somebody, where a verb has no subject that is told: "by allowing imports", "urged to consult them"."""
        if key != "subj" or not (self.verbal or self.deed == "obj") or self.passive:
            return []
        return [("somebody", "PERSON")]

    def _tokens_at(self, key: str) -> list[Token]:
        token = self.token
        verb, how = (None, "") if self.verbal else self.governed
        if key == "prt":
            return [
                c
                for c in grammar.kids(token)
                if c.dep_ in ("prt", "advmod", "acomp", "oprd", "ccomp", "xcomp", "dobj")
                or (c.dep_ == "prep" and c.lower_ == "out")  # "pulled out of the city"
            ]
        if key == "prep":
            return children(token, "prep", "agent")
        if key == "oprd":
            return children(token, "oprd", "acomp", "xcomp", "ccomp", "attr")
        if key == "comp":
            return [t for c in self._complements for t in grammar.conjuncts(c)]
        if key == "subj" and (self.verbal or self.deed):
            return [w for t in self.slot("subj") for w in (*meant_by(t), *members(t), *kind_before(t))]
        if key == "under" and not self.verbal:
            return [token.head] if token.dep_ == "pobj" else []
        if key == "mod":
            return [
                t
                for c in grammar.before(token)
                if c.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod", "nummod", "advmod")
                for t in (c, *grammar.before(c))
            ]
        if key == "owner":
            return grammar.owners(token)
        if key == "is":
            return arguments.surface_subject(verb) if verb is not None and how == "attr" else []
        if key == "gov":
            if self.verbal:  # "convicted of killing", "charges of bribing"
                return [token.head.head] if token.dep_ == "pcomp" else []
            return [*([verb] if verb is not None else []), *self._gapped]
        if key == "subj_of":
            return [verb] if verb is not None and how == "nsubj" else []
        if key == "pass_by":
            return [verb] if verb is not None and how == "by" else []
        if key == "obj" and self.passive:  # "was denied a visa": both are objects
            suffers = arguments.surface_subject(token)
            beside = [n for t in suffers for n in (*members(t), *children(t, "appos")[:1])]  # "none of the hostages"
            return [*suffers, *children(token, "dobj"), *beside]
        if key == "obj" and (self.verbal or self.deed):
            return [w for o in self.slot("obj") for w in (*counted(o), *kind_before(o), *children(o, "appos")[:1])]
        if key == "obj" and not self.verbal:
            return []
        # What a preposition leads to, gerunds too ("held for questioning"), which fill no slot.
        return (self._of_prep(key) if self.verbal else []) or self.slot(key)

    def _of_prep(self, prep: str) -> list[Token]:
        """What stands under a preposition beside the word."""
        return grammar.of_prep(self.token, prep) if prep in self._prepositions else []

    @once
    def _prepositions(self) -> frozenset[str]:
        """The words beside the word that may lead to something."""
        return grammar.prepositions(self.token)


def _of_another(row: Light, how: str) -> bool:
    """True where the preposition that a row asks for does not lead to the noun: "came under scrutiny from them"."""
    asked = [t for t in row.tests if t.any and t.wanted and (t.key == "under" or t.keys[0] not in KEYS)]
    return any(how not in t.keys for t in asked)


def _tells_doer(frame: Frame, under: bool) -> str:
    """The slot of a verb in which the doer of its noun stands; `under`: the verb hangs on the noun."""
    word = lemma(frame.token)
    for row in doers().get(word, ()):
        if fit(row.tests, frame):
            return row.subject
    if not under or not (frame.passive or carried(frame.token)):
        return ""
    carries = any(row.subject == "actor" and fit(row.tests, frame) for row in light_verbs().get(word, ()))
    return "subj" if carries else ""
