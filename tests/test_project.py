"""The frame of the project: licences, sizes, addresses, and texts that must stay true."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import types
from importlib import metadata
from pathlib import Path

import pytest

import onrecord
from onrecord.marks.parse import parse
from onrecord.shapes.mark import Found
from onrecord.shapes.passage import Passage, join
from onrecord.shapes.span import Span

LARGEST_FILE = 30 * 2**20

# Copyleft that would bind whoever ships onrecord. The lesser and file-wise kinds (LGPL, MPL) do not.
BINDING = re.compile(r"\b(?:AGPL|GPL|(?:GNU )?(?:Affero )?General Public Licen[cs]e)(?![a-z])", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)

# Built from pieces, so that this file does not hold what it looks for.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "files.python" + "hosted"]
INDEX_OPTIONS = ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "--trusted" + "-host"]
MACHINE_PATHS = re.compile(r"(?<![\w.~$}>-])/(?:home|root|Users|work|opt|mnt)/\w+")


def tracked(root: Path) -> list[Path]:
    """The files git would keep: tracked, and new ones that are not ignored."""
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    paths = [root / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str | None:
    """A file's text, None when it is no text."""
    raw = path.read_bytes()
    return None if b"\0" in raw else raw.decode("utf-8", errors="replace")


def normal(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path: Path) -> dict[str, str]:
    """The names and versions that a lock file pins."""
    pins = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {normal(name): version for name, version in pins}


def required(root: Path) -> dict[str, set[str]]:
    """What pyproject.toml asks for: the core (under "") and each extra."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    name = re.compile(r"[A-Za-z0-9][\w.-]*")
    return {
        group: {normal(found.group()) for line in lines if (found := name.match(line))}
        for group, lines in groups.items()
    }


def licences(name: str) -> list[str]:
    """Every way in which an installed distribution states its licence."""
    data = metadata.distribution(name).metadata
    stated = [data.get("License-Expression") or "", (data.get("License") or "").split("\n")[0]]
    stated += [line for line in data.get_all("Classifier") or [] if line.startswith("License ::")]
    return [line for line in stated if line]


def binds(stated: list[str]) -> bool:
    """Whether what is stated leaves no way out of binding copyleft."""
    ways = [way for line in stated for way in re.split(r"\bOR\b", line)]
    free = [way for way in ways if not BINDING.search(LESSER.sub("", way))]
    return bool(ways) and not free


@pytest.mark.parametrize(
    ("stated", "expect"),
    [
        (["MIT"], False),
        (["GPL-3.0-only"], True),
        (["AGPL-3.0-or-later"], True),
        (["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"], True),
        (["LGPL-2.1-or-later"], False),
        (["MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"], False),
        ([], False),
    ],
)
def test_binds(stated: list[str], expect: bool) -> None:
    assert binds(stated) is expect


def test_core_holds_no_binding_copyleft(root: Path) -> None:
    found = {}
    for name in locked(root / "locks/core.lock"):
        try:
            stated = licences(name)
        except metadata.PackageNotFoundError:
            continue  # locked for another platform
        if binds(stated):
            found[name] = stated
    assert not found


def test_locks_hold_what_is_required(root: Path) -> None:
    groups = required(root)
    core, dev = locked(root / "locks/core.lock"), locked(root / "locks/dev.lock")
    assert groups[""] <= core.keys()
    assert groups["dev"] <= dev.keys()
    assert groups["train"] <= locked(root / "locks/train.lock").keys()
    assert core.items() <= dev.items()
    # Both install onrecord itself without a separate build environment.
    assert "setuptools" in core


def test_locks_pin_every_package_by_hash(root: Path) -> None:
    for path in (root / "locks").glob("*.lock"):
        entries = re.split(r"^(?=[A-Za-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        bare = [entry.split()[0] for entry in entries if re.match(r"\w", entry) and "--hash=sha256:" not in entry]
        assert not bare, path.name


def test_every_dependency_is_written_down(root: Path) -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \| ([^|]+) \| ([^|]+) \|", (root / "docs/dependencies.md").read_text(), re.M)
    written = {normal(name): version.strip() for name, version, _ in rows}
    locks = [root / "locks/dev.lock", root / "locks/train.lock"]
    assert written.keys() == set().union(*(locked(path) for path in locks))
    # A package may be locked at one version for each Python; the table names the first.
    text = "\n".join(path.read_text(encoding="utf-8").lower() for path in locks)
    stale = [
        name for name, version in written.items() if not re.search(rf"^{name}=={re.escape(version)}\b", text, re.M)
    ]
    assert not stale


def test_no_file_is_too_large(root: Path) -> None:
    assert not [path.name for path in tracked(root) if path.stat().st_size > LARGEST_FILE]


def test_no_file_names_a_registry_or_a_machine(root: Path) -> None:
    found = []
    for path in tracked(root):
        text = text_of(path)
        if text is None:
            continue
        named = [word for word in REGISTRIES + INDEX_OPTIONS if word in text]
        named += MACHINE_PATHS.findall(text)
        if named:
            found.append((path.relative_to(root).as_posix(), named[:3]))
    assert not found


def test_make_targets_named_in_the_texts_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "docs/design.md", "docs/add-a-kind.md"):
        text = (root / name).read_text(encoding="utf-8")
        # Only what is set as code: "make sure" is prose.
        asked = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
        assert asked <= targets, name


def test_files_named_in_the_texts_exist(root: Path) -> None:
    for name in ("README.md", "CONTRIBUTING.md", "docs/design.md", "docs/add-a-kind.md"):
        path = root / name
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{name}: {link}"


def test_ci_runs_the_command_of_the_readme(root: Path) -> None:
    assert "make test" in (root / "README.md").read_text(encoding="utf-8")
    assert "make test" in (root / ".ci/run").read_text(encoding="utf-8")


def test_version_is_the_same_everywhere(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata.version("onrecord") == project["version"]


def test_package_data_is_listed(root: Path) -> None:
    """Every file of the package that is no code is carried by an installed copy too."""
    listed = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = listed["tool"]["setuptools"]["package-data"]["*"]
    others = [path for path in tracked(root) if path.is_relative_to(root / "onrecord") and path.suffix != ".py"]
    left_out = [path.name for path in others if not any(path.match(pattern) for pattern in patterns)]
    assert not left_out


def test_the_kind_of_the_guide_works(root: Path) -> None:
    guide = (root / "docs/add-a-kind.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert block
    module = types.ModuleType("handles")
    sys.modules[module.__name__] = module  # dataclasses look their module up
    try:
        exec(compile(block[1], "add-a-kind.md", "exec"), module.__dict__)
    finally:
        del sys.modules[module.__name__]

    text = "By Ann\nThe page @riverwatch (run by desk@outlet.example) said so."
    line = text[7:]
    passage = Passage(line, "body", "en", join([(line, Span(7, len(text)))])[1])
    candidates = module.local(parse(line, "body"))
    marks = module.resolve(None, [Found(passage, one) for one in candidates], {})
    assert [text[mark.start : mark.end] for mark in marks] == ["@riverwatch"]
    assert [mark.value("name") for mark in marks] == ["@riverwatch"]


def test_setting_up_without_a_fitting_python_says_what_to_do(root: Path) -> None:
    done = subprocess.run(
        ["sh", "tools/find_python.sh"],
        cwd=root,
        env={**os.environ, "PYTHON": "no-such-python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no-such-python" in done.stderr


def test_commands_of_the_readme_exist(root: Path) -> None:
    script = Path(sys.executable).parent / "onrecord"
    if not (root / "onrecord/faces/cli.py").exists() or not script.exists():
        pytest.skip("no command line installed")
    fenced = "\n".join(re.findall(r"```\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL))
    named = set(re.findall(r"^onrecord ([a-z]+)", fenced, re.MULTILINE))
    said = subprocess.run([script, "--help"], capture_output=True, text=True, check=True).stdout
    assert named
    assert named <= set(re.findall(r"^ +([a-z]+)", said, re.MULTILINE))


def test_python_of_the_readme_runs(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = sorted((root / "examples" / "reports").glob("*.html"))
    if not pages or not hasattr(onrecord, "Ledger"):
        pytest.skip("nothing to read yet")
    block = re.search(r"```python\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    shutil.copy(pages[0], tmp_path / "page.html")
    monkeypatch.chdir(tmp_path)
    exec(compile(block[1], "README.md", "exec"), {})


def test_the_package_runs_as_the_command() -> None:
    ran = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("onrecord ")
