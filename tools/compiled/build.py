#!/usr/bin/env python3
"""A wheel of onrecord whose rules are compiled by mypyc: the same records, in about three quarters of the time.

    python tools/compiled/build.py FOLDER [--jobs 2]

Wants a C compiler, what `make setup-dev` installs, and some minutes. The package is copied, its rooms of rules are
brought into the compiler's shapes (`rewrite`), and setuptools makes the wheel from that; the checkout stays as it is.
Modules named in `interpreted.tsv` stay as they are, each with its reason.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from onrecord.shapes.table import parse
from tools.compiled.rewrite import rewritten

ROOMS = ("shapes", "lexicon", "marks", "reports")
_BESIDE = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
# Types were checked where the source stands, with all of mypy's strictness; here they are only read.
_TYPES = "[mypy]\npython_version = 3.11\nignore_errors = True\nignore_missing_imports = True\n"
_SETUP = """
from concurrent.futures import ThreadPoolExecutor
from setuptools import setup
from setuptools.command.build_ext import build_ext
from mypyc.build import mypycify

def compile(self, sources, output_dir=None, macros=None, include_dirs=None, debug=0, extra_preargs=None,
            extra_postargs=None, depends=None):
    macros, objects, extra, flags, build = self._setup_compile(
        output_dir, macros, include_dirs, sources, depends, extra_postargs)
    options = self._get_cc_args(flags, debug, extra_preargs)
    def one(obj):
        self._compile(obj, *build[obj], options, extra, flags)
    with ThreadPoolExecutor(JOBS) as pool:  # several files at a time
        list(pool.map(one, [obj for obj in objects if obj in build]))
    return objects

class Build(build_ext):
    def build_extensions(self):
        type(self.compiler).compile = compile
        super().build_extensions()

modules = mypycify(["--config-file=types.ini", *PATHS], opt_level="1", debug_level="0", multi_file=True)
setup(ext_modules=modules, cmdclass={"build_ext": Build}, options={"build_ext": {"parallel": JOBS}})
"""


def interpreted() -> dict[str, str]:
    """The modules that stay as they are, each with the reason."""
    table = Path(__file__).with_name("interpreted.tsv")
    return {
        row["module"]: row["why"] for row in parse(table.read_text(encoding="utf-8"), table.name, ("module", "why"))
    }


def compiled() -> list[str]:
    """The files to compile, from the package's root."""
    kept = interpreted()
    found = sorted(path for room in ROOMS for path in (ROOT / "onrecord" / room).rglob("*.py"))
    names = [path.relative_to(ROOT).as_posix() for path in found if path.name != "__init__.py"]
    return [name for name in names if name.removesuffix(".py").replace("/", ".") not in kept]


def lay_out(folder: Path, jobs: int) -> None:
    """The package as it is to be built, in an empty folder."""
    shutil.copytree(ROOT / "onrecord", folder / "onrecord", ignore=shutil.ignore_patterns("__pycache__"))
    for name in _BESIDE:
        shutil.copy(ROOT / name, folder)
    shutil.copy(Path(__file__).with_name("as_dataclass.py"), folder / "onrecord" / "shapes" / "compiled.py")
    paths = compiled()
    for name in paths:
        path = folder / name
        path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "types.ini").write_text(_TYPES, encoding="utf-8")
    given = f"JOBS, PATHS = {jobs}, {paths!r}\n"
    (folder / "setup.py").write_text(given + _SETUP, encoding="utf-8")


def main() -> int:
    """Build."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path, help="Where the wheel is put.")
    ask.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="Files compiled at a time.")
    wish = ask.parse_args()
    if shutil.which(os.environ.get("CC", "cc")) is None:
        return _say("no C compiler: install one (gcc or clang), or use onrecord as it is")
    with tempfile.TemporaryDirectory() as name:
        lay_out(Path(name), wish.jobs)
        command = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            str(wish.folder),
            name,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if "error" in line.lower()]
        return _say(f"could not be compiled: {said[0].strip() if said else 'pip wheel gave no reason'}")
    return 0


def _say(why: str) -> int:
    print(f"tools/compiled/build.py: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
