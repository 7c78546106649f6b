"""The list of kinds, in running order: a kind may need only those above it."""

from onrecord.marks.events.find import KIND as EVENT
from onrecord.marks.figures.find import KIND as FIGURE
from onrecord.marks.mentions.find import KIND as MENTION
from onrecord.marks.places.find import KIND as PLACE
from onrecord.marks.quotes.find import KIND as QUOTE
from onrecord.marks.times.find import KIND as TIME

KINDS = (MENTION, TIME, PLACE, QUOTE, FIGURE, EVENT)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_PLURAL = {kind.plural: kind for kind in KINDS}
