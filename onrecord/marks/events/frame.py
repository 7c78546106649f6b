"""A word and what stands around it, by the names that the tables use."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.lexicon import people_nouns
from onrecord.marks.events import arguments, extents, grammar, verb_form
from onrecord.marks.events.conditions import KEYS, fit
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import Light, classes, doers, light_verbs
from onrecord.marks.events.told import main, told
from onrecord.marks.events.unreal import unreal
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Doc, Span, Token
from onrecord.shapes.once import once

THROUGH = words_of("counts or cuts up")

MONEY = words_of("money")
THROUGH_COMPOUND = words_of("runs of it")


class Nearby:
    """Base forms of the words of a sentence and of its whole paragraph: of those that are letters alone."""

    def __init__(self, sentence: Span | None = None) -> None:
        """Around the words of a sentence; empty without one."""
        self._sentence = sentence

    @once
    def sentence(self) -> frozenset[str]:
        """Those of the sentence."""
        return _base_forms(self._sentence)

    @once
    def paragraph(self) -> frozenset[str]:
        """Those of the paragraph."""
        return _base_forms(self._sentence.doc if self._sentence is not None else None)


def _base_forms(words: Span | Doc | None) -> frozenset[str]:
    if words is None:
        return frozenset()
    bases = grammar.bases(words.doc)
    return frozenset([bases[token.i] for token in words.words if token.is_alpha])


NOWHERE = Nearby()


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
                through = through or (head.lower_ == "in" and _is_money(above))  # "gave $9 million in aid"
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
                return [t for o in self.slot(first)[:1] for t in _around_noun(o, rest)]
            if first == "to" and self.verbal:  # "agreed to a truce with the rebels"
                return [t for o in self.slot("to")[:1] for t in _around_noun(o, rest)]
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
        done_to = _no_times(grammar.of_prep(self.token, "of"), "of")
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
                return _by_whom(verb)
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
        return _no_times(found, name)

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
            found = _killed_by_force(noun)
        verb, how = self.governed
        beside = self.light is not None or (how in ("dobj", "nsubjpass") and name != "by")
        if not found and verb is not None and beside and not self._names_doer(verb, name):
            found = [t for t in grammar.of_prep(verb, name) if t.i > verb.i]
            if name == "by" and not found and verb_form.passive(verb, self.headline):
                found = Frame(verb, self.headline, self._nearby).slot("subj")
        if not found and name == "by":
            found = self._named_as_doer()
        return _no_times(found, name)

    def _names_doer(self, verb: Token, preposition: str) -> bool:
        """True for "on" in "was blamed on rebels": who stands there did it."""
        return any(row.subject == preposition for row in doers().get(lemma(verb), ()))

    def _named_as_doer(self) -> list[Token]:
        """Who did what a noun tells, by a verb beside it: "a ban imposed by", "was blamed on", "claimed by"."""
        verb, how = self.governed
        under = [c for c in children(self.token, "acl", "relcl") if grammar.is_verb(c)]
        over = [verb] if verb is not None and how in ("dobj", "nsubjpass", "for") else []
        claimed = _responsible(self.token)
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
            return _by_whom(verb) if verb_form.passive(verb, self.headline) else []
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
                found = [w for t in self._tokens_at(key) for w in _word(t)] or self._unnamed(key)
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
            return [w for t in self.slot("subj") for w in (*_meant(t), *_members(t), *_kind(t))]
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
            beside = [n for t in suffers for n in (*_members(t), *children(t, "appos")[:1])]  # "none of the hostages"
            return [*suffers, *children(token, "dobj"), *beside]
        if key == "obj" and (self.verbal or self.deed):
            return [w for o in self.slot("obj") for w in (*_counted(o), *_kind(o), *children(o, "appos")[:1])]
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


def _is_money(token: Token) -> bool:
    return token.ent_type_ == "MONEY" or lemma(token) in MONEY


def _of_another(row: Light, how: str) -> bool:
    """True where the preposition that a row asks for does not lead to the noun: "came under scrutiny from them"."""
    asked = [t for t in row.tests if t.any and t.wanted and (t.key == "under" or t.keys[0] not in KEYS)]
    return any(how not in t.keys for t in asked)


def _by_whom(verb: Token) -> list[Token]:
    """Who does it in the passive: "by" beside the verb, or read into what follows it ("was kept from leaving by")."""
    below = [c for p in children(verb, "prep") for c in children(p, "pcomp")] + children(verb, "xcomp", "dobj", "oprd")
    for word in (verb, *below, *(o for c in below for o in children(c, "dobj", "pobj"))):
        found = [
            t
            for a in children(word, "agent", "prep")
            if a.lower_ == "by" and (word is verb or a.i > word.i)
            for p in children(a, "pobj")
            for t in grammar.conjuncts(p)
            if t.ent_type_ not in grammar.TIME_LABELS and not grammar.is_time(t)  # "agreed on by that time"
        ]
        if found:
            return found
    for beside in children(verb, "conj"):  # "was arrested and later beaten by guards"
        if grammar.is_verb(beside) and verb_form.passive(beside) and not grammar.own_aux(beside):
            return _by_whom(beside)
    return []


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


def carried(verb: Token) -> bool:
    """True for "the attack that rebels carried out": the relative is the object, the doer the verb's own subject."""
    relative = [c for c in children(verb, "dobj") if c.tag_ in ("WDT", "WP")]
    doers_own = [c for c in children(verb, "nsubj") if c.tag_ not in grammar.RELATIVE]
    return verb.dep_ == "relcl" and bool(relative or not children(verb, "dobj")) and bool(doers_own)


def _killed_by_force(noun: Token) -> list[Token]:
    """Who is killed in "the killing by police of a boy", read as if they were the boy's police."""
    force = classes()["police"].words | classes()["arm"].words
    by = [o for p in children(noun, "prep", "agent") if p.lower_ == "by" for o in children(p, "pobj")]
    found = [t for o in by if lemma(o) in force for t in grammar.of_prep(o, "of")]
    kinds = {t: people_nouns.by_lemma(lemma(t)) for t in found}
    return [t for t, kind in kinds.items() if t.ent_type_ == "PERSON" or (kind is not None and kind.type == "person")]


def _responsible(noun: Token) -> Token | None:
    """The verb of "claimed responsibility for the attack"."""
    over = noun.head
    if noun.dep_ != "pobj" or over.lower_ != "for" or lemma(over.head) not in ("responsibility", "credit"):
        return None
    return over.head.head if grammar.is_verb(over.head.head) else None


_UNDER_A_VERB = frozenset(("dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative", "acomp"))
_PLACES = frozenset(
    ("under", "prt", "subj", "obj", "iobj", "oprd", "mod", "gov", "is", "subj_of", "pass_by", "near", "about")
)


def _meant(pronoun: Token) -> list[Token]:
    """The pronoun, and the subject of the verb of saying over its clause: "the navy said it had sunk a ship"."""
    said = pronoun.head.head
    if pronoun.lower_ not in ("it", "they") or pronoun.head.dep_ != "ccomp" or said == pronoun.head:
        return [pronoun]
    return [pronoun, *arguments.surface_subject(said)[:1]]


def _counted(noun: Token) -> list[Token]:
    """The noun, and what it only counts, measures or cuts up: "part of the aid", "40 tonnes of rice"."""
    word = lemma(noun)
    counts = word in THROUGH or word in classes()["measure"].words
    return [noun, *grammar.of_prep(noun, "of")] if counts else [noun]


def _kind(name: Token) -> list[Token]:
    """The word before a name that says what bears it, of storms and vehicles: "Cyclone Mara", "the ferry Estrella"."""
    if name.pos_ != "PROPN":
        return []
    return [c for c in children(name, "compound", "nmod") if lemma(c) in _NAMED]


def _members(noun: Token) -> list[Token]:
    """Who a crowd or a number of people is made of: "a group of protesters", "hundreds of nurses"."""
    return grammar.of_prep(noun, "of") if lemma(noun) in classes()["crowd_of"].words else []


_NAMED = words_of("kind before a name")
_SOMEBODY = words_of("pronoun of people")


def _word(token: Token) -> tuple[tuple[str, str], ...]:
    """(base form, label) of a word; of a name that the parser gives no label two, since it may be anybody's."""
    word = lemma(token)
    if token.lower_ in _SOMEBODY and token.pos_ in ("PRON", "NOUN"):
        return ((word, "PERSON"),)
    some = token.lower_ == "one" and token.i and token.nbor(-1).lower_ in ("no", "some", "any", "every")
    if some and not grammar.after(token):  # "no one", not "no one else"
        return ((word, "PERSON"),)
    if token.ent_type_:
        return ((word, token.ent_type_),)
    if token.pos_ == "PROPN":
        return (word, "ORG"), (word, "PERSON")
    found = people_nouns.by_lemma(word) if token.pos_ == "NOUN" else None
    return ((word, found.type if found is not None else ""),)


def _around_noun(noun: Token, name: str) -> list[Token]:
    if name == "owner":
        return grammar.owners(noun)
    return _no_times(grammar.of_prep(noun, name), name)


def _no_times(tokens: list[Token], name: str) -> list[Token]:
    """Fillers that name no time: "on Tuesday" attacks nobody."""
    return [t for t in tokens if t.ent_type_ not in grammar.TIME_LABELS and t.pos_ not in ("VERB", "ADV", "ADP")]


def modifies(noun: Token) -> str | None:
    """The noun that this one only modifies as the first part of a compound ("attack helicopter"); None when none.

    None also where the parser joins what no compound joins: "the ban unconstitutional", "as the protests escalates".
    """
    if noun.dep_ not in ("compound", "nmod", "amod") or noun.head.i <= noun.i:
        return None
    if noun.dep_ == "nmod" and noun.head.i - noun.i > 2 and grammar.children(noun, "prep"):
        return None  # "Raid on Hill Town at 3 pm", where the parser hangs the raid on the hour
    if noun.dep_ == "compound" and (noun.head.pos_ == "ADJ" or (noun.tag_ == "NNS" and noun.head.tag_ == "NNS")):
        return None
    return lemma(noun.head)
