"""Looking around in a dependency parse: who does it, to whom, in which clause.

All functions take tokens of one paragraph's parse and climb or descend a bounded number of steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.lexicon import irregular
from onrecord.marks.events.negatives import fronted, hardly, inverted, nobody
from onrecord.marks.events.tables import classes, effects, nouns, verbs
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Doc, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
WITH_E = words_of("ends in e")
NEAR = 80  # words; no phrase of a sane sentence stands farther from what it hangs on
ORDINALS = words_of("in order")
MAX_CLIMB = 8  # clauses deeper than this are lists or garbled text
TIME_LABELS = frozenset(("DATE", "TIME"))
TIME_NOUNS = words_of("noun of time")
NO_OBJECT = words_of("no object of its clause")
HELD_AS = words_of("held as")
RELATIVE = frozenset(("WDT", "WP", "WP$"))


def kids(token: Token) -> Sequence[Token]:
    """What hangs on a token at once, in text order, as far as NEAR words away.

    An endless sentence would ask for all of them thousands of times.
    """
    found = token.children
    if found and (token.i - found[0].i > NEAR or found[-1].i - token.i > NEAR):
        return [child for child in found if abs(child.i - token.i) <= NEAR]
    return found


def before(token: Token) -> list[Token]:
    """What hangs on a token and stands before it, in text order."""
    return [c for c in kids(token) if c.i < token.i]


def after(token: Token) -> list[Token]:
    """What hangs on a token and stands after it, in text order."""
    return [c for c in kids(token) if c.i > token.i]


def children(token: Token, *deps: str) -> list[Token]:
    """The children with one of these relations, in text order."""
    return [c for c in kids(token) if c.dep_ in deps] if token.children else []


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it: "Kenya, Ghana and Togo"; at most twelve."""
    out = [token]
    for found in out:
        if len(out) >= 12:
            break
        out += [c for c in kids(found) if c.dep_ in ("conj", "appos_conj")]
    return out[:12]


def lemma(token: Token) -> str:
    """The base form in lower case; "march" for "marches", of which the lemmatizer makes "marche"."""
    base = token.lemma_.lower()
    if token.tag_ == "NNS" and base.endswith(("che", "she", "sse")) and base not in WITH_E:
        return base[:-1]
    return base


def common(noun: Token) -> str:
    """The base form of a noun of modality.tsv that opens a sentence, where it may be read as a name: "Threats of"."""
    if noun.lower_ == "up" and noun.i > 1 and noun.nbor(-1).text == "-":
        return f"{noun.nbor(-2).lower_}-up"  # "no let-up in the shelling"
    if noun.pos_ != "PROPN" or not noun.is_sent_start:
        return lemma(noun)
    return next((b for b in irregular.bases(noun.text) if ("noun", b) in effects()), lemma(noun))


_BASES = "events: base forms"


def bases(doc: Doc) -> list[str]:
    """The base forms of all words of a paragraph, by their places: worked out once, for those who ask each word."""
    found: list[str] | None = doc.user_data.get(_BASES)
    if found is None:
        # only a plural may differ from what the lemmatizer gives
        found = [lemma(token) if token.tag_ == "NNS" else token.lemma_.lower() for token in doc.words]
        doc.user_data[_BASES] = found
    return found


def is_verb(token: Token) -> bool:
    """True for verbs, and for words the tagger takes for another part of speech but the parser for a clause."""
    return token.pos_ in ("VERB", "AUX")


def nominal(token: Token) -> bool:
    """True for a noun that the tagger takes for a verb: "in a court room shooting", "to this cholera outbreak"."""
    if token.pos_ != "VERB" or token.tag_ not in ("VBG", "VB", "VBP"):
        return False
    below = {c.dep_ for c in kids(token)}
    if below & {"aux", "auxpass", "nsubj", "nsubjpass", "dobj", "neg", "mark", "xcomp", "ccomp", "prt"}:
        return False
    if token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass") and below & {"det", "amod", "compound", "poss"}:
        return True
    named = token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "oprd", "attr", "appos")
    return named and token.tag_ != "VBG" and lemma(token) not in verbs() and token.lower_ in nouns()


def neither(verb: Token) -> Token | None:
    """The word "neither" in "neither capital would confirm it"."""
    return next((n for s in children(verb, "nsubj", "nsubjpass") for n in kids(s) if n.lower_ == "neither"), None)


def infinitive(verb: Token) -> bool:
    """True for "to attack"."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in kids(verb))


def imperative(verb: Token) -> bool:
    """ "Stop the attacks": a bare verb that opens a sentence or what is said, or is coordinated with one."""
    here = verb
    for _ in range(MAX_CLIMB):
        if here.tag_ != "VB" or own_aux(here) or infinitive(here):
            return False
        if children(here, "nsubj", "nsubjpass", "csubj", "expl"):
            return False
        if here.dep_ != "conj":
            return here.dep_ in ("ROOT", "ccomp") or _order_told(here)
        here = here.head
    return False


def _order_told(verb: Token) -> bool:
    """ "“Release them,” she told him": an order read as a clause of the telling."""
    if verb.dep_ != "advcl" or verb.i > verb.head.i or children(verb, "mark", "aux", "advmod", "prep"):
        return False
    opens = verb.is_sent_start or (verb.nbor(-1).text in ('"', "“", "'", "‘") and verb.nbor(-1).is_sent_start)
    return bool(opens) and lemma(verb.head) in words_of("says aloud")


def subjunctive(verb: Token) -> bool:
    """ "That the union agree": a bare form beside a subject in the singular, or "not" before it."""
    if verb.tag_ not in ("VB", "VBP") or verb.dep_ != "ccomp" or own_aux(verb) or infinitive(verb):
        return False
    subject = children(verb, "nsubj")
    if not subject or children(subject[0], "conj") or subject[0].lower_ in ("i", "you", "we", "they"):
        return False
    return lemma(verb) == verb.lower_ and subject[0].tag_ in ("NN", "NNP", "PRP")


def denied(verb: Token) -> bool:
    """True for a clause that says no: "had no role", "was not involved", "had nothing to do with it", "is innocent"."""
    below = children(verb, "dobj", "attr", "acomp")
    nothing = any(w.lower_ in ("nothing", "innocent") for w in below)
    return nothing or any(negation(w) is not None for w in (verb, *below))


def own_aux(verb: Token) -> list[Token]:
    """Its auxiliaries, in text order, "to" left out."""
    return [c for c in kids(verb) if c.dep_ in ("aux", "auxpass") and c.tag_ != "TO"]


def _but(word: Token) -> bool:
    """True for "nothing but rice", "no one except him"."""
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    return after.lower_ in ("but", "except")


def negation(word: Token) -> Token | None:
    """The word that negates it ("not", "never", "no", a subject "nobody"), if any."""
    if word.dep_ == "conj":  # "would neither confirm nor deny it"
        for child in kids(word.head):
            if child.dep_ == "cc" and child.lower_ == "nor" and child.i < word.i:
                return child
            if child.dep_ == "cc" and child.lower_ == "or" and child.i < word.i and word.pos_ == "NOUN":
                no = next((c for c in kids(word.head) if c.dep_ == "det" and c.lower_ == "no"), None)
                if no is not None:  # "no injuries or deaths"
                    return no
    for child in kids(word):
        if child.dep_ == "neg" or child.lower_ in ("never", "neither"):
            if not _not_only(child):
                return child
            continue
        if child.dep_ == "det" and child.lower_ in ("no", "neither") and not _named_no(child):
            return child
        if child.dep_ == "prep" or child.dep_ == "cc":
            far = fronted(child) if child.dep_ == "prep" else inverted(word, child)
            if far is not None:
                return far
            continue
        if child.dep_ == "dobj" and nobody(child) and not _but(child):
            return child
        if child.dep_ in SUBJECTS:
            if child.lower_ in ("nobody", "none", "neither", "nothing"):
                return child
            few = hardly(child) if child.left_edge is not child else None
            if few is not None:
                return few
            for grandchild in kids(child):  # "no one", "no soldiers"
                if grandchild.dep_ == "det" and grandchild.lower_ in ("no", "neither"):
                    if not _named_no(grandchild):
                        return grandchild
    return None


def _not_only(no: Token) -> bool:
    """True for "not only", "not just", "not alone", which deny nothing."""
    after = no.doc[no.i + 1].lower_ if no.i + 1 < len(no.doc) else ""
    return no.lower_ in ("not", "n't") and after in words_of("only")


def _named_no(no: Token) -> bool:
    """True for "a no vote", which there was or will be."""
    return bool(no.i) and no.nbor(-1).dep_ == "det"


def passive(verb: Token, headline: bool = False, depth: int = 0) -> bool:
    """True when its subject suffers it: "was arrested", "the men arrested"; in headlines also "Two arrested"."""
    # "had been seized and held hostage": what they were held as is no object
    kinds = {c.dep_ for c in kids(verb) if not (c.dep_ == "dobj" and c.lower_ in HELD_AS and not kids(c))}
    if kinds & {"nsubjpass", "auxpass", "csubjpass", "agent"}:
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.tag_ == "VBN" and verb.dep_ == "ccomp" and kinds & {"nsubj"} and not own_aux(verb):
        if lemma(verb.head) in words_of("sees done"):
            return True  # "wants the army sent", "saw its files published"
    if lemma(verb) in classes()["of_what"].words and not own_aux(verb) and not kinds & {"dobj"} and of_prep(verb, "of"):
        return True  # "two men accused of theft", read as if they accused
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod") and not own_aux(verb) and not kinds & {"dobj"}:
        return True
    if lemma(verb) == "charge" and not own_aux(verb) and not kinds & {"dobj"} and of_prep(verb, "with"):
        return True  # "where the guard charged with theft worked", read as if he charged
    accused = verb.dep_ == "acl" and lemma(verb) in classes()["accused"].words
    if verb.tag_ == "VBD" and accused and not own_aux(verb) and not kinds & {"dobj", "nsubj", "ccomp"}:
        return True  # "the guard charged with theft", read as if he charged
    held = lemma(verb) in classes()["by_a_state"].words  # "were convicted of theft and sentenced to death"
    if held and not own_aux(verb) and not kinds & {"dobj", "ccomp", "nsubj", "xcomp"}:
        return verb.dep_ != "relcl"
    bare = not own_aux(verb) and not kinds & {"dobj", "ccomp", "nsubj"}
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ == "conj" and bare and is_verb(verb.head):
        return depth < MAX_CLIMB and passive(verb.head, headline, depth + 1)
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and kinds & {"nsubj"} and not own_aux(verb) and is_verb(verb.head):
        # "30 were killed and nine injured"
        if lemma(verb) in classes()["kill"].words and not kinds & {"dobj"} and depth < MAX_CLIMB:
            return passive(verb.head, headline, depth + 1)
    if verb.tag_ == "VBN" and verb.dep_ == "relcl" and not own_aux(verb) and not kinds & {"nsubj", "dobj"}:
        return True
    if not headline or own_aux(verb) or kinds & {"dobj", "ccomp", "xcomp"}:
        return False
    return str(verb.lower_).endswith(("ed", "en", "hot", "ought", "own", "ilt", "eld", "own", "ain"))


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself when it is none."""
    if token.tag_ not in RELATIVE and not (
        token.lower_ == "that" and token.tag_ in ("WDT", "IN", "DT") and token.dep_ in SUBJECTS
    ):
        return token
    here = token
    for _ in range(MAX_CLIMB):
        if here.dep_ == "relcl":
            return _just_before(token, here.head) if token.lower_ == "who" else here.head
        if here.head == here:
            break
        here = here.head
    return token


def is_time(noun: Token) -> bool:
    """True for "a week", "Monday"."""
    return noun.ent_type_ in TIME_LABELS or noun.lemma_ in TIME_NOUNS


def _just_before(who: Token, head: Token) -> Token:
    """The noun that stands right before "who", where the parser reaches over it: "talks with the rebels, who ..."."""
    i = who.i - 1
    while i > head.i and who.doc[i].is_punct:
        i -= 1
    near = who.doc[i]
    if any(near in conjuncts(beside) for beside in children(head, "appos")):
        return head  # "two guards - a Kenyan and a Ghanaian - who were held"
    in_a_body = near.ent_type_ in ("ORG", "GPE", "LOC", "FAC") and not head.ent_type_ and head.tag_ == "NNS"
    if in_a_body and lemma(head) in _people():  # "leaders in Congress who"
        return head
    if near.pos_ in ("NOUN", "PROPN") and head.i < i and near.i - head.i <= NEAR:
        return _bearer_of(near) or near
    return _bearer_of(head) or head


def _people() -> frozenset[str]:
    return classes()["person"].words


def _bearer_of(thing: Token) -> Token | None:
    """Who has what "who" seems to stand for: in "a man serving three terms who fled" the man fled, not the terms."""
    verb = thing.head
    if thing.dep_ not in ("dobj", "pobj") or thing.ent_type_ or thing.lemma_ not in classes()["served"].words:
        return None
    verb = verb.head if thing.dep_ == "pobj" else verb
    noun = verb.head if verb.dep_ in ("acl", "relcl") else next(iter(children(verb, "nsubj")), verb)
    return noun if noun is not thing and noun.pos_ in ("NOUN", "PROPN") else None


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as it stands, active or passive: its own, a coordinated verb's, or that of the clause above."""
    if depth > MAX_CLIMB:
        return []
    own = children(verb, "nsubj", "nsubjpass")
    if own and verb.tag_ == "VBG" and is_time(own[0]):
        own = []  # "spent the month urging them", read as if the month urged
    if len(own) > 1:
        own = [o for o in own if o.ent_type_ not in TIME_LABELS] or own  # "On Monday, at 3 pm, the camp was bombed"
    if own:
        return [t for o in own[:1] for t in conjuncts(antecedent(o))]
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "advcl" and infinitive(verb) and lemma(head) in classes()["calling"].words:
        return _controller(verb, head, depth)
    if infinitive(verb) and (told := _given_time(verb, head)):
        return told
    if verb.dep_ in ("conj", "advcl", "parataxis") and is_verb(head):
        return surface_subject(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and (verb.dep_ == "xcomp" or infinitive(verb)):
        return _controller(verb, head, depth)
    if verb.dep_ in ("acl", "relcl", "amod"):
        return _of_noun_clause(verb, head, depth)
    if verb.dep_ == "pcomp":
        return _of_gerund(head, depth)
    return []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("ADJ", "NOUN", "PROPN") or head.lower_ == "about":
        above = head.head
        if head.pos_ not in ("NOUN", "PROPN") and above.pos_ in ("NOUN", "PROPN"):
            return [above]  # "a man about to be charged"
        return surface_subject(above, depth + 1) if is_verb(above) else []
    objects = [o for o in children(head, "dobj", "dative") if not is_time(o)]
    at_place = any(lemma(o) in classes()["place"].words and not o.ent_type_ for o in objects[:1])
    if at_place and infinitive(verb) and lemma(head) not in classes()["asking"].words:
        return surface_subject(head, depth + 1)  # "occupied the library to protest"
    if infinitive(verb) and lemma(head) in words_of("meets or calls"):
        return surface_subject(head, depth + 1)
    if lemma(head) == "vote":  # "voted 5-4 to uphold it"
        return surface_subject(head, depth + 1)
    if objects and lemma(head) not in classes()["promising"].words and verb.i > objects[0].i:
        return conjuncts(antecedent(objects[0]))
    for prep in children(head, "prep"):  # "called on them to stop"
        if prep.lower_ in ("on", "upon", "with", "to") and prep.i < verb.i:
            found = children(prep, "pobj")
            if found:
                return conjuncts(found[0])
    return surface_subject(head, depth + 1)


def _given_time(verb: Token, head: Token) -> list[Token]:
    """Whom a clause gives time for what follows: "gave them until May to disarm", "gave them a week to leave"."""
    giver = head.head if is_time(head) and is_verb(head.head) else head
    if lemma(giver) != "give" or verb.dep_ not in ("advcl", "acl", "relcl", "xcomp"):
        return []
    until = any(c.lower_ == "until" for c in children(giver, "prep"))
    if giver is head and not until:
        return []
    if passive(giver):
        return surface_subject(giver)
    given = [o for o in children(giver, "dative", "dobj") if not is_time(o) and o.i < verb.i]
    return [t for o in given[:1] for t in conjuncts(o)]


def _of_noun_clause(verb: Token, noun: Token, depth: int) -> list[Token]:
    if not infinitive(verb):
        if verb.tag_ == "VBG" and is_time(noun):
            return surface_subject(clause_head(noun.head), depth + 1)  # "spent a month urging them to leave"
        if noun.dep_ == "pobj" and lemma(noun) in words_of("before a court") and is_verb(noun.head.head):
            return surface_subject(noun.head.head, depth + 1)  # "appeared in court charged with theft"
        return conjuncts(noun)[:1] if verb.tag_ in ("VBN", "VBG", "VBD") else []
    if noun.pos_ == "PRON" or noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return [noun]  # "urged Kenya to act", read as a clause of the noun
    if lemma(noun) in classes()["asking"].words:
        return _asked(verb, noun, depth)
    if passive(verb) and (noun.lower_ in ORDINALS or any(c.lower_ in ORDINALS for c in before(noun))):
        first = noun.pos_ not in ("NOUN", "PROPN") and noun.dep_ == "attr" and is_verb(noun.head)
        return surface_subject(noun.head, depth + 1) if first else conjuncts(noun)  # "the first horses to be hit"
    had = owners(noun) or [t for p in ("from", "by") for t in of_prep(noun, p) if t.i < verb.i]  # "an offer from"
    if had:
        return had
    above = noun.head
    if noun.dep_ == "pobj" and is_verb(above.head) and above.lower_ in ("on", "upon", "with", "to"):
        return conjuncts(noun)
    if noun.dep_ in ("dobj", "pobj", "attr", "nsubj", "nsubjpass"):
        for _ in range(3):
            if is_verb(above):
                return surface_subject(above, depth + 1) if noun.dep_ in ("dobj", "pobj", "attr") else []
            above = above.head
    return []


def _asked(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Who is to do what a noun asks for: "its call on Ghana to release them", "came under pressure to yield"."""
    for word in (noun, noun.head):
        for prep in ("on", "upon", "to", "for"):
            found = [t for t in of_prep(word, prep) if t.i < verb.i and t != noun]
            if found:
                return found
    if noun.dep_ == "dobj" and lemma(noun.head) in classes()["answering"].words | {"face"}:
        return surface_subject(noun.head, depth + 1)
    if noun.dep_ == "pobj" and noun.head.lower_ == "under" and is_verb(noun.head.head):
        return surface_subject(noun.head.head, depth + 1)
    return []


def _of_gerund(prep: Token, depth: int) -> list[Token]:
    above = prep.head
    if above.pos_ == "ADJ" and is_verb(above.head):  # "was found guilty of killing them"
        return surface_subject(above.head, depth + 1)
    if is_verb(above):
        objects = children(above, "dobj")
        warned = prep.lower_ == "against" and lemma(above) in words_of("warns against")
        if objects and (warned or lemma(above) in classes()["accused"].words):
            return conjuncts(objects[0])
        return surface_subject(above, depth + 1)
    had = owners(above)
    if had:
        return had
    if above.dep_ == "dobj" and is_verb(above.head):
        return surface_subject(above.head, depth + 1)
    return []


def objects(verb: Token) -> list[Token]:
    """Direct objects, coordinated ones too; a relative "which" stands for its antecedent.

    "shot and killed the guard": what stands after the last of coordinated verbs is the object of each.
    """
    own = children(verb, "dobj") or children(verb, "pobj")  # "sealed off the market", read as "off the market"
    here = verb
    for _ in range(3):
        if own or after_words(here):
            break
        following = [c for c in children(here, "conj") if is_verb(c) and not children(c, "nsubj", "nsubjpass")]
        if not following:
            break
        here = following[0]
        own = children(here, "dobj") if not passive(here) else []
    return [t for o in own or _left_out(verb) for t in conjuncts(antecedent(o))]


def _left_out(verb: Token) -> list[Token]:
    """The noun that a relative clause without its pronoun hangs on: "the nurses the rebels had held"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.pos_ not in ("NOUN", "PROPN", "NUM") or is_time(noun) or passive(verb):
        return []
    if noun.lemma_ in NO_OBJECT:
        return []
    below = kids(verb)
    subject = next((c for c in below if c.dep_ == "nsubj"), None)
    if subject is None or subject.i < noun.i or subject.tag_ in RELATIVE or subject.lower_ == "that":
        return []
    if any(c.tag_ in ("WDT", "WP", "WP$", "WRB") or c.dep_ in _ITS_OWN for c in below if c is not subject):
        return []
    stranded = any(c.dep_ in ("prep", "agent") and not c.children for c in below)  # "the town they fled from"
    return [] if stranded or any(children(c, "pobj") and _which(c) for c in below) else [noun]


_ITS_OWN = frozenset(("ccomp", "xcomp", "attr", "acomp", "oprd", "dobj"))


def _which(preposition: Token) -> bool:
    """True for "in which"."""
    return preposition.dep_ == "prep" and any(c.tag_ in RELATIVE for c in preposition.children)


def after_words(verb: Token) -> bool:
    """True when something of its own stands after a verb, before the next that it is coordinated with."""
    return any(c.i > verb.i and c.dep_ not in ("cc", "conj", "punct", "advmod") for c in kids(verb))


_LEADING = frozenset(("prep", "agent", "dative", "prt", "advmod", "mark"))


def prepositions(word: Token) -> frozenset[str]:
    """Those beside a word under which `of_prep` finds anything, in lower case."""
    own = [c for c in kids(word) if c.dep_ in _LEADING]
    return frozenset([_as_read(c) for c in (*own, *(inner for c in own for inner in children(c, "prep")))])


def _as_read(preposition: Token) -> str:
    return "on" if preposition.lower_ == "upon" else preposition.lower_


def of_prep(word: Token, prep: str) -> list[Token]:
    """What stands under preposition `prep` beside `word`: "on", also inside another ("out of")."""
    out: list[Token] = []
    for child in kids(word):
        if child.dep_ not in _LEADING:
            continue
        if _as_read(child) == prep:
            under = ("pobj", "pcomp", "amod", "acomp") if prep == "as" else ("pobj", "pcomp")  # "described it as vile"
            out += [t for p in children(child, *under) for t in conjuncts(p)]
        out += [
            t
            for inner in children(child, "prep")
            if inner.lower_ == prep
            for p in children(inner, "pobj")
            for t in conjuncts(p)
        ]
    return out


_STATES = ("GPE", "NORP")


def owners(noun: Token) -> list[Token]:
    """Possessor, nation or body before a noun: "Kenya's", "his", "Kenyan", "U.N."; "U.S. beef imports"."""
    out = []
    for child in kids(noun):
        if child.i >= noun.i:
            continue
        if child.dep_ == "poss":
            out += conjuncts(child)
        elif child.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") and child.dep_ in (
            "amod",
            "compound",
            "nmod",
            "npadvmod",
        ):
            out.append(child)
        elif child.dep_ in ("compound", "nmod"):  # "Kenya's ground and air offensive"
            out += [c for c in kids(child) if c.dep_ == "poss" or (c.ent_type_ in _STATES and c.dep_ == "compound")]
    return out


def definite(noun: Token) -> bool:
    """True for "the attack", "this attack", "its attack": one that has been spoken of, or is known."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        for c in kids(noun)
    )


def complements(word: Token) -> Iterator[Token]:
    """Verbs of the clauses below: "ordered them to leave", "said that they left", "called on them to leave"."""
    for child in kids(word):
        if child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "advcl" and infinitive(child)):
            yield child
        elif child.dep_ in ("dobj", "pobj", "prep"):
            for inner in [child] if child.dep_ != "prep" else children(child, "pobj"):
                yield from (c for c in kids(inner) if c.dep_ in ("acl", "relcl") and infinitive(c))


def that_clauses(noun: Token) -> list[Token]:
    """Verbs of what a noun says: "the accusation that Kenya armed them"."""
    found = children(noun, "acl", "ccomp", "relcl")
    return [c for c in found if any(m.lower_ == "that" for m in children(c, "mark"))]


def extent(token: Token) -> tuple[int, int]:
    """The noun phrase of a token: its modifiers before it, itself, and an "of" phrase of at most six words after it."""
    doc = token.doc
    first = token.i
    for child in before(token):
        if child.dep_ in (
            "det",
            "amod",
            "compound",
            "poss",
            "nummod",
            "quantmod",
            "nmod",
            "advmod",
            "predet",
            "neg",
            "npadvmod",
        ) and not (child.lower_ == "dead" and child.i and is_verb(child.nbor(-1))):  # "shot dead two guards"
            first = min(first, child.left_edge.i)
    if first and doc[first].lower_ in ("least", "most") and doc[first - 1].lower_ == "at":
        first -= 1  # "killing at least 14 people", "at" read with the verb
    last = token.i
    if token.ent_type_:
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].ent_type_ == token.ent_type_:
            last += 1
    for child in after(token):
        if child.dep_ == "prep" and child.lower_ == "of" and child.right_edge.i - child.i <= 6 and not _of_verb(token):
            last = max(last, child.right_edge.i)
            break
        if child.dep_ not in ("case", "compound", "flat"):
            break
    return doc[first].idx, doc[last].idx + len(doc[last])


def _of_verb(token: Token) -> bool:
    """True for "soldiers" in "accused soldiers of looting": the "of" is the verb's."""
    return token.dep_ in ("dobj", "nsubjpass") and lemma(token.head) in classes()["of_what"].words


def name_extent(token: Token) -> tuple[int, int]:
    """The name that a token belongs to, possessive mark off; the token alone when it is in none."""
    doc, first, last = token.doc, token.i, token.i
    if token.ent_type_:
        two = token.ent_type_ == "PERSON"  # "Rossi and Novak", read as one
        while first > 0 and doc[first].ent_iob_ == "I" and not (two and doc[first - 1].tag_ == "CC"):
            first -= 1
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and not (two and doc[last + 1].tag_ == "CC"):
            last += 1
        while last > token.i and doc[last].tag_ == "POS":
            last -= 1
        while first < token.i and doc[first].pos_ == "DET":
            first += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def clause(verb: Token) -> tuple[int, int]:
    """First and last token of a verb's clause, without clauses it is coordinated with or that hang on to it."""
    first, last = verb.i, verb.i
    for child in kids(verb):
        if child.dep_ in ("cc", "punct", "parataxis", "dep"):
            continue
        if child.dep_ == "conj" and is_verb(child):
            continue
        if child.dep_ == "advcl" and not infinitive(child):
            continue
        if child.dep_ == "ccomp" and child.i < verb.i:  # the words said, before "she said"
            continue
        first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    return first, last


def clause_head(token: Token) -> Token:
    """The verb of the clause a token stands in; the head of the sentence's fragment when there is none."""
    here = token
    for _ in range(60):
        if is_verb(here) and here.dep_ not in ("aux", "auxpass", "amod"):
            return here
        if here.head == here:
            return here
        here = here.head
    return here


def tense(verb: Token) -> str:
    """past, present, future or none: the time that the verb's own form tells."""
    auxes = own_aux(verb)
    if any(a.lower_ in ("will", "shall", "'ll", "wo") for a in auxes):
        return "future"
    first = auxes[0] if auxes else verb
    if first.tag_ in ("VBD",) or (not auxes and verb.tag_ == "VBN"):
        return "past"
    if first.tag_ in ("VBZ", "VBP"):
        return "past" if lemma(first) == "have" and first is not verb else "present"
    return "none"
