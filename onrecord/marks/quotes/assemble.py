"""One paragraph's quotes: what is told and what stands in marks, brought together."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.lexicon import speech
from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes.attitudes import held
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.chain import carrier, cited, outlet, platform, quoted
from onrecord.marks.quotes.contents import contents
from onrecord.marks.quotes.direct import Link, link, stands_alone
from onrecord.marks.quotes.extents import kept, lifeless, trimmed
from onrecord.marks.quotes.frames import Frame, frame, hearer, speaks_for_itself, subject
from onrecord.marks.quotes.headline import headline
from onrecord.marks.quotes.lookup import bounds, root
from onrecord.marks.quotes.paragraphs import SIGNED, issued, signature, whole_paragraph
from onrecord.marks.quotes.parties import party
from onrecord.marks.quotes.phrases import Attributed, issuer, nouned, phrased
from onrecord.marks.quotes.quotation import Stretch
from onrecord.marks.quotes.reconcile import Parts, Told, joined, reconcile, titled
from onrecord.marks.quotes.scene import Scene
from onrecord.marks.quotes.voice import hides, spoken_for, tense, unnamed
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.plain import changed

_THINKS = words_of("thinks")
_LEADING_TO = words_of("between noun and marks")
_TERMS = words_of("names a term")


def assemble(paragraph: Paragraph) -> list[Said]:
    """The quotes of one paragraph, in text order."""
    scene = Scene(paragraph)
    links = [link(n, scene) for n in range(len(scene.marks))]
    whole, taken, given = reconcile(scene, _told(scene))
    whole, more = joined(scene, whole, links)
    out = [t.said for t in whole]
    speaking = False
    before: Said | None = None
    for number in range(len(scene.marks)):
        if number in taken or number in more:
            continue
        said = _in_marks(number, scene, links[number], given.get(number), speaking)
        if before is not None and (said is None or said.link == "free"):
            said = _alongside(scene, before, number) or said
        before = said
        if said is not None:
            speaking = speaking or said.kind == "direct"
            out.append(said)
    out.extend(_nested(scene))
    out = [*headline(paragraph, out), *out]
    lead = _lead(scene, out)
    return _ordered([*whole_paragraph(paragraph, scene, bool(lead)), *out, *lead])


def _alongside(scene: Scene, before: Said, number: int) -> Said | None:
    """The second of two things said in one breath: 'chanting "No more cuts" and "Save our schools"'."""
    stretch, end = scene.marks[number], before.parts[-1][1]
    if before.cue is None or before.kind != "direct" or before.cue[0] > before.parts[0][0]:
        return None
    if scene.text[end : stretch.start].strip(" ,").lower() not in ("and", "or", "then", "and then", ""):
        return None
    return changed(
        before, parts=((stretch.start, stretch.end),), root=None, ends=False, opens=False, closed=stretch.closed
    )


def _in_marks(number: int, scene: Scene, found: Link | None, told: Told | None, speaking: bool) -> Said | None:
    """The quote of one stretch in marks, None where nobody says it."""
    stretch = scene.marks[number]
    if found is not None and titled(scene.text, stretch) and stretch.inner(scene.text)[-1:].isalnum():
        found = None
    if found is not None:
        return _placed(scene, stretch, _linked(scene, stretch, found))
    if told is not None:
        said = changed(told.said, parts=((stretch.start, stretch.end),), kind="direct", root=None)
        return _placed(scene, stretch, said)
    part = _object_in_marks(number, scene) or _named_words(number, scene)
    if part is not None:
        return part
    ahead = scene.text[: stretch.start].rstrip()
    led = ahead.endswith(":") and stretch.inner(scene.text).rstrip()[-1:] in (".", "?", "!", "…")
    if stretch.opened and not led and not stands_alone(number, scene, speaking):
        return None
    sign = signature(scene, stretch.end)
    if sign is not None:
        signed = Said(((stretch.start, stretch.end),), "direct", "cue", how=SIGNED, cue=sign[0], speaker=sign[1])
        return _placed(scene, stretch, signed)
    free = Said(((stretch.start, stretch.end),), "direct", "free", nearby=_acting_before(stretch, scene))
    if ahead.endswith(":"):  # 'A banner on the bridge: "Enough."'
        who = _introduced_by(stretch, scene)
        free = changed(free, link="cue", how="colon", cue=(len(ahead) - 1, len(ahead)), speaker=who, nearby=None)
    return _placed(scene, stretch, free)


def _introduced_by(stretch: Stretch, scene: Scene) -> Party | None:
    """Whom the words before a colon name: who acts in them, else the last person; None where they name nobody."""
    doc, end = scene.doc, scene.token_at(stretch.start)
    start = end
    while start > 0 and scene.of(doc[start - 1]) < 0 and doc[start - 1].text not in (".", "?", "!"):
        start -= 1
    words = doc[start:end]
    acting = [t for t in words if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in ("NOUN", "PROPN", "PRON")]
    people = [t for t in words if t.ent_type_ == "PERSON" and t.tag_ != "POS"]
    named = [t for t in people if not (t.i + 1 < end and doc[t.i + 1].ent_iob_ == "I" and doc[t.i + 1].tag_ != "POS")]
    if len(named) == 1 and not (acting and acting[0].ent_type_ == "PERSON"):
        return party(named[0])
    if acting and (not named or acting[0].ent_type_ == "PERSON"):
        return party(acting[0])
    rest = [t for t in words if t.pos_ in ("NOUN", "PROPN") and t.dep_ == "ROOT"]
    return party(rest[0]) if rest and not named else None


def _told(scene: Scene) -> list[Told]:
    out: list[Told] = []
    for cue in scene.outside.values():
        out.extend(_from_frame(cue, scene.title, _outer_speaker(cue, scene)))
    for found in (*phrased(scene.doc), *nouned(scene.doc, scene.title), *held(scene.doc)):
        out.append(Told(found.parts, _attributed(found), -1))
    return [t for t in out if t.parts and (t.said.cue is None or not scene.in_marks(t.said.cue[0]))]


def _outer_speaker(cue: Frame, scene: Scene) -> Token | None:
    """Whose cue it is where the parser took a word in marks for its subject: 'said, "We are glad," adding that ...'."""
    found = subject(cue.token)
    if found is None or scene.of(found) < 0:
        return None
    before = [c for c in scene.beside(cue.token) if c.token.i < cue.token.i]
    return subject(before[-1].token) if before else None


def _from_frame(cue: Frame, title: bool = False, outer: Token | None = None) -> list[Told]:
    out = []
    found = outer or subject(cue.token)
    if cue.entry.can("oinf") and found is not None and hides(cue):
        return []
    if cue.entry.word in _THINKS and found is not None and speaks_for_itself(found):
        return []  # "do you think it will rain?"
    hears = cue.entry.word == "hear"  # "the court heard that ...": from whom, it does not say
    speaker, listener = (None, found) if hears else (found, None)
    for content in contents(cue, title):
        if not _by_office(found, cue, content.complement):
            continue
        if content.complement == "pinf" and (said_so := frame(content.root)) is not None and contents(said_so):
            continue  # "is reported to have said that": what was said stands there
        root = (content.root.idx, content.root.idx + len(content.root))
        if cue.entry.takes.get(content.complement) == "it":
            speaker = None  # "it emerged that": nobody
        said = _said(cue, speaker, content.parts, "indirect", cue.entry.force_of(content.complement), root)
        if listener is not None:
            said = changed(said, addressee=party(listener))
        if content.complement in ("as", "ocomp"):
            said = _judging(said, content.root)
        out.append(Told(content.parts, said, cue.token.i))
    return out


def _judging(said: Said, root: Token) -> Said:
    """With the force of the word that something is called by: "called the claim false and mean" denies it."""
    for token in (root, *(c for c in root.children if c.dep_ in ("conj", "amod"))):
        force = speech.judgement(token.lower_)
        if force is not None:
            return changed(said, force=force, judged=(token.idx, token.idx + len(token)))
    return said


def _by_office(speaker: Token | None, cue: Frame, complement: str) -> bool:
    """Whether the verb speaks for this speaker: some only for documents, authorities or the living."""
    condition = cue.entry.takes.get(complement, "")
    if condition in ("passive", "it"):
        return cue.passive if condition == "passive" else speaker is None or speaker.lower_ == "it"
    if condition not in ("text", "body", "known") or speaker is None:
        return condition not in ("text", "body") or cue.passive
    kind = speech.sources().get(speaker.lemma_.lower())
    if condition == "text" or kind == "text":
        return kind == "text"
    if condition == "known":
        return not lifeless(speaker) or kind is not None
    return kind == "body" or speaker.ent_type_ in ("ORG", "GPE") or speaker.tag_ == "NNS"


def _said(
    cue: Frame, speaker: Token | None, parts: Parts, kind: str, force: str, root: tuple[int, int] | None = None
) -> Said:
    heard = hearer(cue)
    through = outlet(cue, heard)
    source, passing = cited(cue), carrier(cue)
    if source is not None:
        speaker, passing = source, speaker
    return Said(
        parts=parts,
        kind=kind,
        link="cue",
        force=force,
        how=cue.entry.source,
        cue=cue.span,
        speaker=None if speaker is None else party(speaker),
        addressee=None if heard is None else party(heard),
        outlet=None if through is None else party(through),
        carrier=None if passing is None else party(passing),
        behalf=None if speaker is None else spoken_for(speaker),
        unnamed=None if speaker is None else unnamed(cue, speaker),
        tense=tense(cue),
        platform=platform(cue) or "",
        root=root,
    )


def _attributed(found: Attributed) -> Said:
    root = None if found.root is None else (found.root.idx, found.root.idx + len(found.root))
    speaker = None if found.speaker is None else party(found.speaker)
    behalf = None if found.speaker is None else spoken_for(found.speaker)
    return Said(found.parts, "indirect", "cue", found.force, found.how, found.cue, speaker, behalf=behalf, root=root)


def _linked(scene: Scene, stretch: Stretch, found: Link) -> Said:
    parts: Parts = ((stretch.start, stretch.end),)
    kind = "direct"
    if found.after:
        lead = _lead_in(scene, stretch)
        if lead is not None:
            parts, kind = ((lead, stretch.end),), "mixed"
    said = _said(found.frame, found.speaker, parts, kind, found.frame.entry.force)
    whose = quoted(found.frame, found.speaker)
    if whose is not None and found.speaker is not None:
        said = changed(said, speaker=party(whose), carrier=party(found.speaker), addressee=None, outlet=None)
    return said


def _lead_in(scene: Scene, stretch: Stretch) -> int | None:
    """Where the sentence begins whose end stands in marks: 'We need to "make sure of it," she said.'"""
    text = scene.text
    inner = stretch.inner(text).lstrip()
    if not inner or not inner[0].islower():
        return None
    earlier = scene.over(0, stretch.start)
    floor = scene.marks[earlier[-1]].end if len(earlier) else 0
    start = max((text.rfind(stop, floor, stretch.start) + 1 for stop in (". ", "? ", "! ", "; ", "\n")), default=floor)
    start = max(start, floor)
    while start < stretch.start and not text[start].isalnum():
        start += 1
    words = text[start : stretch.start].strip()
    if not words or words[-1] in ",:;.—–-" or _cue_between(scene, start, stretch.start):
        return None
    return start


def _cue_between(scene: Scene, start: int, end: int) -> bool:
    return any(i in scene.outside for i in range(scene.token_at(start), scene.token_at(end)))


def _object_in_marks(number: int, scene: Scene) -> Said | None:
    """What is urged, praised or promised as a thing, in the speaker's words: 'urged an "end to it on both sides"'."""
    stretch, doc = scene.marks[number], scene.doc
    first, _ = scene.tokens(number)
    words = len(stretch.inner(scene.text).split())
    if first < 0 or titled(scene.text, stretch):
        return None
    for cue in reversed(scene.beside(doc[first])):
        takes = cue.entry.takes
        what = _what_is_called(cue)
        if words < 2 and not what and not _called(cue, doc[first]):
            continue
        if cue.token.i > first or not (what or "marks" in takes or ("quote" in takes and words >= 5)):
            continue
        thing = _object_around(cue.token, first)
        between = doc[cue.token.i + 1 : first]
        if thing is None or any(scene.of(t) < 0 and t.tag_ in ("VBD", "VBZ", "VBP") for t in between):
            continue
        tokens = [t for t in kept(thing, cue) if t.i > cue.token.i]
        ends = [t.idx + len(t) for t in tokens]
        start = min(stretch.start, trimmed(doc, min(stretch.start, *(t.idx for t in tokens)), stretch.start)[0])
        end = max(stretch.end, trimmed(doc, stretch.end, max(stretch.end, *ends))[1])
        kind = "direct" if (start, end) == (stretch.start, stretch.end) else "mixed"
        said = _said(cue, subject(cue.token), ((start, end),), kind, cue.entry.force)
        return _judging(said, thing) if any(c in takes for c in ("as", "ocomp")) else said
    return None


def _named_words(number: int, scene: Scene) -> Said | None:
    """Words that a noun says were uttered: 'cries of "Resign!"', 'the chant "We will be back"'."""
    doc = scene.doc
    first, _ = scene.tokens(number)
    at = first - 1
    while (
        at >= 0
        and first - at <= 4
        and (doc[at].lower_ in _LEADING_TO or doc[at].text in (",", ":") or doc[at].is_space)
    ):
        at -= 1
    noun = doc[at] if first > 0 and at >= 0 else None
    entry = speech.noun(noun.lower_) if noun is not None and noun.pos_ == "NOUN" and scene.of(noun) < 0 else None
    if noun is None or entry is None or not entry.can("quote"):
        return None
    stretch, speaker = scene.marks[number], issuer(noun)
    if speaker is None and at == first - 1 and noun.lower_ in _TERMS and _is_term(stretch.inner(scene.text)):
        return None
    return Said(
        ((stretch.start, stretch.end),),
        "direct",
        "cue",
        entry.force,
        entry.source,
        (noun.idx, noun.idx + len(noun)),
        None if speaker is None else party(speaker),
    )


def _is_term(words: str) -> bool:
    """A word or two that are spoken of, no utterance: 'the word "dearth"'."""
    return words[:1].islower() and words[-1:].isalnum() and len(words.split()) <= 2


def _called(cue: Frame, word: Token) -> bool:
    """A single word in marks that says what the speaker calls something: 'described it as "useless"'."""
    if not cue.entry.can_any("as", "ocomp"):
        return False
    return word.pos_ in ("ADJ", "ADV", "VERB") and word.i > cue.token.i


def _what_is_called(cue: Frame) -> bool:
    """ "What she called": whatever stands behind it in marks is what she called it."""
    if not any(c in cue.entry.takes for c in ("as", "ocomp")):
        return False
    return any(c.lower_ == "what" and c.i < cue.token.i for c in cue.token.children)


def _object_around(cue: Token, first: int) -> Token | None:
    """The cue's object, or that of a preposition of its own, which the token `first` stands in."""
    for child in cue.children:
        if child.i <= cue.i or not child.left_edge.i <= first <= child.right_edge.i:
            continue
        if child.dep_ in ("dobj", "oprd", "attr"):
            return child
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "about", "as", "over", "at", "against", "with"):
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp", "amod", "acomp")), None)
    return None


def _acting_before(stretch: Stretch, scene: Scene) -> Party | None:
    """Who acts in the reporter's sentence before words that stand alone."""
    doc, i = scene.doc, scene.token_at(stretch.start) - 1
    while i >= 0 and doc[i].is_space:
        i -= 1
    if i < 0 or scene.of(doc[i]) >= 0:
        return None
    start, end = bounds(doc[i])
    top = root(doc[i])
    cues = scene.beside(doc[i])
    if any(scene.of(t) >= 0 for t in doc[start:end]) or (cues and all(c.token.i != top.i for c in cues)):
        return None
    found = next((c for c in top.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return None if found is None else party(found)


def _placed(scene: Scene, stretch: Stretch, said: Said) -> Said:
    """Where the words stand in the paragraph: whether they open it, end it, and lack their last mark."""
    ends = stretch.end >= len(scene.text.rstrip())
    opens = not scene.text[: stretch.start].strip()
    return changed(said, opens=opens, ends=ends, opened=stretch.opened, closed=stretch.closed)


def _nested(scene: Scene) -> list[Said]:
    """What somebody else is said to have said, within words in marks."""
    out = []
    for cue in scene.cues:
        number = scene.of(cue.token)
        if number < 0:
            continue
        speaker = subject(cue.token)
        if (
            speaker is None
            or cue.entry.word in _THINKS
            or speaks_for_itself(speaker)
            or scene.of(speaker) != number
            or speaker.lower_ in ("it", "this", "that")
        ):
            continue
        stretch = scene.marks[number]
        lo, hi = stretch.start + stretch.opened, stretch.end - stretch.closed
        for item in _from_frame(cue):
            clipped = tuple((max(a, lo), min(b, hi)) for a, b in item.parts if max(a, lo) < min(b, hi))
            if clipped:
                out.append(changed(item.said, parts=clipped))
    return out


def _lead(scene: Scene, out: Iterable[Said]) -> list[Said]:
    """A paragraph that ends in "she wrote:" speaks for the next one."""
    ends = len(scene.text.rstrip())
    if not ends or scene.text[ends - 1] != ":":
        return []
    for cue in reversed(
        scene.beside(scene.doc[scene.token_at(ends - 1)]) if scene.token_at(ends - 1) < len(scene.doc) else ()
    ):
        if "quote" not in cue.entry.takes:
            continue
        if any(s.cue == cue.span for s in out):
            return []
        said = _said(cue, subject(cue.token), ((ends - 1, ends),), "direct", cue.entry.force)
        return [changed(said, link="lead")]
    noun = issued(scene)
    if noun is None:
        return []
    told, who = noun
    cited, cue_at = f"speech_sources.tsv:{told.lemma_.lower()}", (told.idx, told.idx + len(told))
    return [Said(((ends - 1, ends),), "direct", "lead", how=cited, cue=cue_at, speaker=party(who))]


def _ordered(found: Iterable[Said]) -> list[Said]:
    """In text order; of two with the same stretches the one found first."""
    seen: set[Parts] = set()
    out = []
    for said in found:
        if said.parts not in seen:
            seen.add(said.parts)
            out.append(said)
    return sorted(out, key=lambda s: (s.parts[0][0], -s.parts[-1][1]))
