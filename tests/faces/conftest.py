"""A story by hand, in the shape of the record: what every face is asked to show."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces.told import Told, tell
from onrecord.shapes.mark import digest

KINDS = ("quotes", "figures", "times", "places", "events", "mentions")
ONE: dict[str, Any] = {"origins": 1, "behind": [{"origin": "agency:MNW", "label": "MNW", "reports": 1}]}


def records(root: Path) -> list[dict[str, Any]]:
    """The expected records of the examples, with the ids that reading would give."""
    found = json.loads((root / "examples/expected.json").read_text(encoding="utf-8"))["reports"]
    for record in found:
        record["report"] = digest(record["source"])
        record["cells"] = {}
        record["why"] = None
        for kind in KINDS:
            for n, mark in enumerate(record.get(kind, [])):
                mark["id"] = digest(record["report"], kind, n)[:20]
                mark.setdefault("parts", [[mark["start"], mark["end"]]])
                mark["cells"] = {}
                mark["confidence"] = 1.0
    return found


def account(root: Path, reports: list[dict[str, Any]]) -> dict[str, Any]:
    """The expected account of the examples' story, in the shape of `story ID --format json`."""
    across = json.loads((root / "examples/expected.json").read_text(encoding="utf-8"))["across"]
    named = {r["source"]: r for r in reports}

    def ids(sources: list[str]) -> list[str]:
        return [named[s]["report"] for s in sources]

    def point(found: dict[str, Any]) -> dict[str, Any]:
        report = named[found["report"]]
        return {
            **found,
            "report": report["report"],
            "published": report["published"]["date"],
            "as_of": None,
            **ONE,
        }

    def side(found: dict[str, Any]) -> dict[str, Any]:
        places = [{**e, "report": named[e["report"]]["report"]} for e in found["evidence"]]
        return {**found, "reports": ids(found["reports"]), **ONE, "evidence": places}

    def entry(report: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
        text = report["text"][event["start"] : event["end"]]
        by = (event.get("asserted_by") or {}).get("name")
        telling = {"report": report["report"], "event": event["id"], "start": event["start"], "end": event["end"]}
        telling |= {"text": text, "modality": event["modality"], "asserted_by": by}
        days = {"from": event["when"]["from"], "to": event["when"]["to"], "precision": event["when"].get("precision")}
        return {
            "id": event["id"],
            **days,
            "text": text,
            "type": event["type"],
            "mode": event.get("mode"),
            "modality": event["modality"],
            "modalities": {event["modality"]: 1},
            "actor": [a["name"] for a in event.get("actor") or ()],
            "recipient": [],
            "where": None,
            "killed": [],
            "injured": [],
            "reports": [report["report"]],
            **ONE,
            "evidence": [{name: telling[name] for name in ("report", "start", "end")}],
            "told": [{**telling, "published": report["published"]["date"]}],
            "announced": [],
            "outcome": None,
            "outcome_in": None,
        }

    events = [(r, e) for r in reports for e in r["events"] if e.get("when")]
    return {
        "story": reports[0]["report"],
        "title": reports[0]["title"],
        "from": "2025-03-03",
        "to": "2025-03-09",
        "reports": [r["report"] for r in reports],
        "origins": [
            {"origin": digest(label)[:8], "label": label, "reports": ids(sources)}
            for label, sources in across["origins"]["labels"].items()
        ],
        "series": [
            {"counted": None, "unit": None, **s, "points": [point(p) for p in s["points"]]} for s in across["series"]
        ],
        "disagreements": [
            {"question": d["question"], "kind": d["kind"], "sides": [side(s) for s in d["values"]]}
            for d in across["disagreements"]
        ],
        "timeline": sorted((entry(r, e) for r, e in events), key=lambda row: str(row["from"])),
        "upcoming": [],
        "quotes": [{**q, "report": r["report"]} for r in reports for q in r["quotes"]],
        "people": [],
        "places": [],
        "chains": [{**c, "report": named[c["report"]]["report"]} for c in across["chains"]],
    }


@pytest.fixture(scope="session")
def told(root: Path) -> Told:
    """The examples' story as it is expected, ready for a face."""
    found = records(root)
    return tell(account(root, found), found, {found[1]["report"]: ("a word-for-word copy of", found[0]["report"])})
