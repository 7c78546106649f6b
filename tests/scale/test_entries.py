"""Objects in stores, by the one that every machine has: the disk by its address."""

import json
from pathlib import Path

from .conftest import needs_daft, python, text

SCRIPT = """
import json, sys
from onrecord.faces.exits import leave
from onrecord.scale import entries
from onrecord.scale.entries import Entry
from onrecord.scale.runner import engine
from onrecord.shapes.raw import Raw
from onrecord.sources.opened import Asked
engine().set_runner_native()
told = []
for url in json.loads(sys.argv[1]):
    found = list(entries.listed([url]))
    named = [one.address if isinstance(one, Entry) else one.why for one in found]
    some = [raw for one in found if isinstance(one, Entry) for raw in entries.opened(one, Asked())]
    told.append([named, [len(raw.data) for raw in some if isinstance(raw, Raw)]])
print("told", json.dumps(told))
leave(0)
"""


@needs_daft
def test_objects_are_found_and_read_as_files_are(root: Path, tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", ".hidden/no.txt", "page_files/menu.html", "page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text(len(name)), encoding="utf-8")
    url = f"file://{tmp_path}"
    urls = [f"{url}/", url, f"{url}/a.txt", f"{url}/b/*.txt", f"{url}/none.txt"]
    done = python(root, "-c", SCRIPT, json.dumps(urls))
    line = next((line for line in done.stdout.splitlines() if line.startswith("told ")), None)
    assert line is not None, done.stderr
    folder, again, one, fitting, none = json.loads(line[5:])
    sizes = [len(text(len(name)).encode()) for name in ("a.txt", "b/two.txt", "page.html")]
    assert folder == again == [["a.txt", "b/two.txt", "page.html"], sizes]
    assert one == [["a.txt"], sizes[:1]]
    assert fitting == [["two.txt"], sizes[1:2]]
    assert none == [["no object there, or the store gives none to this account"], []]
