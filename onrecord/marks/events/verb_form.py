"""What the form of a verb tells: passive or active, an order, a denial, the tense."""

from __future__ import annotations

from onrecord.marks.events.grammar import (
    MAX_CLIMB,
    SUBJECTS,
    children,
    infinitive,
    is_verb,
    kids,
    lemma,
    of_prep,
    own_aux,
)
from onrecord.marks.events.negatives import fronted, hardly, inverted, nobody
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

HELD_AS = words_of("held as")
_ADJUNCTS = frozenset("nsubj prep advmod npadvmod punct prt".split())


def neither(verb: Token) -> Token | None:
    """The word "neither" in "neither capital would confirm it"."""
    return next((n for s in children(verb, "nsubj", "nsubjpass") for n in kids(s) if n.lower_ == "neither"), None)


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
    if verb.dep_ == "ccomp" and kinds <= _ADJUNCTS and not own_aux(verb) and _seen_to_suffer(verb):
        return True  # "she saw Ivo Trane killed", read as if he killed
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


def _seen_to_suffer(verb: Token) -> bool:
    """True for "saw him killed": right behind the verb of seeing stands who suffers it, and no "that"."""
    subject = next((c for c in kids(verb) if c.dep_ == "nsubj"), None)
    seen = lemma(verb.head) in words_of("is witness to") and lemma(verb) in words_of("harms somebody")
    return seen and subject is not None and subject.left_edge.i == verb.head.i + 1


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
