"""Words that stand in a slot, and who or what is meant by them: the parts of a crowd, the doer in the passive."""

from __future__ import annotations

from onrecord.lexicon import people_nouns
from onrecord.marks.events import arguments, grammar, verb_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

THROUGH = words_of("counts or cuts up")
MONEY = words_of("money")
THROUGH_COMPOUND = words_of("runs of it")
_NAMED = words_of("kind before a name")
_SOMEBODY = words_of("pronoun of people")


def is_money(token: Token) -> bool:
    """True for a sum, or a noun for money."""
    return token.ent_type_ == "MONEY" or lemma(token) in MONEY


def by_whom(verb: Token) -> list[Token]:
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
            return by_whom(beside)
    return []


def carried(verb: Token) -> bool:
    """True for "the attack that rebels carried out": the relative is the object, the doer the verb's own subject."""
    relative = [c for c in children(verb, "dobj") if c.tag_ in ("WDT", "WP")]
    doers_own = [c for c in children(verb, "nsubj") if c.tag_ not in grammar.RELATIVE]
    return verb.dep_ == "relcl" and bool(relative or not children(verb, "dobj")) and bool(doers_own)


def killed_by_force(noun: Token) -> list[Token]:
    """Who is killed in "the killing by police of a boy", read as if they were the boy's police."""
    force = classes()["police"].words | classes()["arm"].words
    by = [o for p in children(noun, "prep", "agent") if p.lower_ == "by" for o in children(p, "pobj")]
    found = [t for o in by if lemma(o) in force for t in grammar.of_prep(o, "of")]
    kinds = {t: people_nouns.by_lemma(lemma(t)) for t in found}
    return [t for t, kind in kinds.items() if t.ent_type_ == "PERSON" or (kind is not None and kind.type == "person")]


def responsible(noun: Token) -> Token | None:
    """The verb of "claimed responsibility for the attack"."""
    over = noun.head
    if noun.dep_ != "pobj" or over.lower_ != "for" or lemma(over.head) not in ("responsibility", "credit"):
        return None
    return over.head.head if grammar.is_verb(over.head.head) else None


def meant_by(pronoun: Token) -> list[Token]:
    """The pronoun, and the subject of the verb of saying over its clause: "the navy said it had sunk a ship"."""
    said = pronoun.head.head
    if pronoun.lower_ not in ("it", "they") or pronoun.head.dep_ != "ccomp" or said == pronoun.head:
        return [pronoun]
    return [pronoun, *arguments.surface_subject(said)[:1]]


def counted(noun: Token) -> list[Token]:
    """The noun, and what it only counts, measures or cuts up: "part of the aid", "40 tonnes of rice"."""
    word = lemma(noun)
    counts = word in THROUGH or word in classes()["measure"].words
    return [noun, *grammar.of_prep(noun, "of")] if counts else [noun]


def kind_before(name: Token) -> list[Token]:
    """The word before a name that says what bears it, of storms and vehicles: "Cyclone Mara", "the ferry Estrella"."""
    if name.pos_ != "PROPN":
        return []
    return [c for c in children(name, "compound", "nmod") if lemma(c) in _NAMED]


def members(noun: Token) -> list[Token]:
    """Who a crowd or a number of people is made of: "a group of protesters", "hundreds of nurses"."""
    return grammar.of_prep(noun, "of") if lemma(noun) in classes()["crowd_of"].words else []


def word_of(token: Token) -> tuple[tuple[str, str], ...]:
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


def around_noun(noun: Token, name: str) -> list[Token]:
    """What stands beside a noun: whose it is, or what is under a preposition."""
    if name == "owner":
        return grammar.owners(noun)
    return no_times(grammar.of_prep(noun, name), name)


def no_times(tokens: list[Token], name: str) -> list[Token]:
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
