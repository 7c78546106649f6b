"""Reports a day as a small picture of bars, for a list of stories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from markupsafe import Markup

from onrecord.faces import words

HIGH = 18  # pixels
BAR, GAP = 3, 1
MOST = 60  # bars; of a longer stretch a bar stands for several days


def sparkline(days: Mapping[str, int]) -> Markup:
    """A bar for each day from the first to the last, as high as the reports of that day; empty for none.

    `days` are counts by ISO days; what is no day is left out.
    """
    dated = {day: n for name, n in days.items() if (day := words.day(name)) is not None and n > 0}
    if not dated:
        return Markup("")
    first, last = min(dated), max(dated)
    each = -(-((last - first).days + 1) // MOST)
    counts = [0] * (((last - first).days // each) + 1)
    for day, n in dated.items():
        counts[(day - first).days // each] += n
    most = max(counts)
    bars = Markup("").join(_bar(n, count, most) for n, count in enumerate(counts) if count)
    wide = len(counts) * (BAR + GAP) - GAP
    top = first + timedelta(days=counts.index(most) * each)
    total = words.count(sum(counts), "report")
    span = words.days(first.isoformat(), last.isoformat())
    told = f"{total}, {span}"
    if len(counts) > 1:
        of = "in a day" if each == 1 else f"in {each} days"
        told += f"; most {of}: {most}, {'on' if each == 1 else 'from'} {words.days(top.isoformat(), top.isoformat())}"
    picture = Markup(
        '<svg class="spark" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">'
        "<title>{2}</title>{3}</svg>"
    )
    return picture.format(wide, HIGH, told, bars)


def _bar(n: int, count: int, most: int) -> Markup:
    high = max(2.0, (HIGH - 1) * count / most)
    rect = Markup('<rect x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>')
    return rect.format(n * (BAR + GAP), HIGH - high, BAR, high)
