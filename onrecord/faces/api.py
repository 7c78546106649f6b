"""The Python front: read reports, keep a ledger, ask it. The command line asks through the same calls."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from onrecord import accounts, again, filing, flow, pool, verifying
from onrecord.faces import checked, statements
from onrecord.faces.answers import Answers, remembered
from onrecord.faces.deciding import Deciding
from onrecord.faces.done import Added, Reread, Step
from onrecord.faces.filtered import Filtered
from onrecord.faces.inputs import Inputs
from onrecord.faces.screen import as_object
from onrecord.faces.searching import Searching
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes import called, link
from onrecord.shapes.difference import CHANGES
from onrecord.shapes.errors import LedgerError, NotFound, ReadError, as_given
from onrecord.shapes.link import Story
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.work import Spread, alone, as_they_come
from onrecord.sources.files import open_paths

if TYPE_CHECKING:
    import pyarrow


def read(
    path: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """One report, the first of a file of rows, read and marked.

    Raises ReadError when `path` is no report, UsageError for a date that is none. `columns` as in `read_all`.
    """
    for found in read_all([path], published=published, outlet=outlet, url=url, columns=columns):
        if isinstance(found, Failure):
            raise ReadError(f"{found.source}: {found.why}")
        return found
    raise ReadError(f"{path}: holds no report")


def read_all(
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
    say: Callable[[str], None] | None = None,
    workers: int = 1,
) -> Iterator[Reading | Failure]:
    """Every report under `paths` (files, folders, "-" for standard input), in order; a Failure for what is none.

    In files of rows `columns` maps fields (text, html, id, url, title, published, modified, outlet, captured, byline,
    tags) to the columns that hold them, {"text": "body"}; the others are guessed, and `say` is told each guess in one
    line. `workers` processes read at once (1: this one; 0: one for each core); what they read is the same.
    """
    asked = checked.asked(checked.given(published, outlet, url), columns, say)
    return flow.read(open_paths([str(p) for p in paths], asked), spread=_spread(paths, workers))


def read_lines(
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
    say: Callable[[str], None] | None = None,
    progress: Callable[[Step], None] | None = None,
    workers: int = 1,
) -> Generator[str | Failure, None, None]:
    """As `read_all`, each report as the line of JSON that `onrecord read` prints, made where it is read.

    `progress` is told each input when it is done.
    """
    asked = checked.asked(checked.given(published, outlet, url), columns, say)
    inputs = Inputs(paths, asked, progress)
    with closing(flow.read_as(as_line, inputs, spread=_spread(paths, workers))) as run:
        for found in run:
            inputs.step()
            yield from found


def _spread(paths: Sequence[str | Path], workers: int) -> Spread:
    """How reading is spread; what comes through a pipe is read as it comes."""
    spread = pool.over(workers)
    return as_they_come if spread is alone and "-" in map(str, paths) else spread


def as_line(reading: Reading) -> str:
    """A reading as its line of JSON."""
    return as_object(reading.parts())


def _is_job(path: str) -> bool:
    """True for what `onrecord scale read` wrote. Its reader is not loaded to look at any other folder."""
    if not any((folder / "manifest.json").is_file() for folder in (Path(path), Path(path).parent.parent)):
        return False
    from onrecord.scale.load import is_output

    return is_output(path)


class Ledger(Filtered, Searching, Deciding):
    """A ledger file, open. Use as a context manager, or call `close`.

    `create` makes the file when there is none; `say` is told one line when another writer has to be waited for.
    `read_only` opens one that is there so that nothing can be changed through it, not even its format. It may be used
    from another thread than the one that opened it, by one at a time. Raises LedgerError when the file cannot be
    opened as a ledger; with `read_only` also when it is of an older format, which opening it for writing changes.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        read_only: bool = False,
        say: Callable[[str], None] | None = None,
    ) -> None:
        """Open the ledger at `path`."""
        self._store = Store(Path(path), KINDS, create=create, say=say, read_only=read_only)
        self._answers = Answers()
        self._only: tuple[Hashable, tuple[accounts.Account, Story]] | None = None
        if not read_only:
            with self.blaming():
                filing.refile(self._store)

    def __enter__(self) -> Ledger:
        """The open ledger."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._store.close()

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """A context in which no answer takes longer than so many seconds: `with ledger.within(2): ledger.story(...)`.

        Raises TooSlow where one does; the ledger can be asked again at once. What is asked for while writing is
        not kept then.
        """
        return self._store.within(seconds)

    def blaming(self) -> AbstractContextManager[None]:
        """A context in which what goes wrong since the file is damaged is raised as a LedgerDamaged that says where."""
        return self._store.blaming()

    # -- changing --------------------------------------------------------------------------------------------------

    def add(
        self,
        paths: Sequence[str | Path],
        *,
        published: str | None = None,
        outlet: str | None = None,
        url: str | None = None,
        columns: Mapping[str, str] | None = None,
        say: Callable[[str], None] | None = None,
        progress: Callable[[Step], None] | None = None,
        from_start: bool = False,
        workers: int = 1,
        under: str | Path = "",
    ) -> Added:
        """Read everything under `paths` into the ledger; what cannot be read is kept aside with its reason.

        A folder that `onrecord scale read` wrote is loaded as it was read, without reading its reports again. A web
        archive that an earlier run left in the middle is gone on with there, unless `from_start`. `columns`, `say` and
        `workers` as in `read_all`; `progress` is told each input when it is done. What lies below the folder `under`
        is called by its place in it.
        """
        self._store.may_change()
        new: list[str] = []
        known = 0
        failures: list[Failure] = []
        resumed: list[str] = []

        def resume(archive: str) -> Place | None:
            place = None if from_start else self._store.place(archive)
            resumed.extend([archive] if place else [])
            return place

        asked = replace(
            checked.asked(checked.given(published, outlet, url), columns, say), resume=resume, under=str(under)
        )
        spread = _spread(paths, workers)

        def added() -> Generator[tuple[str | Failure | None, ...], None, None]:
            for is_job, group in groupby([str(p) for p in paths], _is_job):
                some = list(group)
                if is_job:
                    yield from self._loaded(some, progress)
                    continue
                inputs = Inputs(some, asked, progress)
                with closing(filing.add(self._store, inputs, spread)) as run:
                    for kept in run:
                        inputs.step()
                        yield kept

        with closing(added()) as run:
            for kept in run:
                new += [one for one in kept if isinstance(one, str)]
                known += kept.count(None)
                failures += [one for one in kept if isinstance(one, Failure)]
        return Added(tuple(new), known, tuple(failures), tuple(resumed))

    def _loaded(
        self, folders: Sequence[str], progress: Callable[[Step], None] | None
    ) -> Iterator[tuple[str | Failure | None, ...]]:
        from onrecord.scale.load import load

        for folder in folders:
            for source, kept in load(self._store, folder):
                if progress is not None:
                    progress(Step(source))
                yield kept

    def reread(
        self,
        reports: Sequence[str] = (),
        *,
        stale: bool = False,
        every: bool = False,
        progress: Callable[[Step], None] | None = None,
        workers: int = 1,
    ) -> Reread:
        """Read reports again from their kept bytes, and look a second time at lines that an outlet repeats.

        Without a wish: those that another version of the reader read, and those where the second look takes out or
        gives back a line. `stale` are the first of these alone, `every` all; `workers` as in `read_all`. Raises
        NotFound.
        """
        self._store.may_change()
        found = [self._store.find(report) for report in reports]
        read, changed, lines = 0, [], 0
        failures: list[Failure] = []
        which = "all" if every else "stale" if stale else "due"
        for one in again.read_again(self._store, found, which, pool.over(workers)):
            if progress is not None:
                progress(Step(one.report))
            if one.why is not None:
                failures.append(Failure(one.report, one.why))
                continue
            read += one.read
            lines += one.lines
            changed += [one.report] if one.changed else []
        return Reread(read, tuple(changed), lines, tuple(failures))

    def remove(self, report: str) -> str:
        """Take a report out; gives its id. Raises NotFound."""
        found = self._store.find(report)
        filing.remove(self._store, found)
        return found

    def set(
        self, report: str, *, published: str | None = None, outlet: str | None = None, url: str | None = None
    ) -> str:
        """Put right what is known of a report and read it anew; gives its id. What is not named stays as it was."""
        self._store.may_change()
        found = self._store.find(report)
        old, new = self._store.raw(found).given, checked.given(published, outlet, url)
        said = replace(
            old,
            published=new.published or old.published,
            outlet=new.outlet or old.outlet,
            url=new.url or old.url,
            how=new.how,
        )
        done = again.reread(self._store, found, given=said)
        if done.why is not None:
            raise LedgerError(f"report {found[:12]}: {done.why}")
        return done.report

    # -- asking ----------------------------------------------------------------------------------------------------

    @remembered
    def reports(self) -> list[dict[str, Any]]:
        """Every report with its metadata, its story and the version of its page before it, in order of addition."""
        told = accounts.account(self._store)
        story = {r: s.id for s in told.stories for r in s.reports}
        names = "report source url title byline outlet agency published language genre status why".split()
        rows = []
        for report in self._store.ids():
            head = self._store.head(report)
            row = {n: head[n] for n in names} | {"published": accounts.published(self._store, told, report)}
            rows.append(row | {"story": story.get(report), "version_of": told.before.get(report)})
        return rows

    def versions(self, report: str) -> list[dict[str, Any]]:
        """The versions of a page, oldest first, named by any of them; each with what changed since the one before it.

        `how` says what tells their order ("added": nothing does, it is that of addition). Raises NotFound.
        """
        one = self._store.find(report)
        told = accounts.account_of(self._store, [one])
        chain = told.versions_of(one)
        rows: list[dict[str, Any]] = []
        for n, version in enumerate(chain):
            head = self._store.head(version.report)
            row = {name: head[name] for name in "report captured published modified title outlet".split()}
            row |= {"published": accounts.published(self._store, told, version.report)}
            row |= {"how": version.how, "newest": n == len(chain) - 1}
            found = accounts.compare(self._store, chain[n - 1].report, version.report) if n else None
            row |= {change: None if found is None else found.count(change) for change in CHANGES}
            rows.append(row | {"figures": None if found is None else len(found.figures)})
        return rows

    def page_of(self, report: str) -> list[dict[str, Any]]:
        """What is known of all versions of the page that a report is a reading of, oldest first; often it alone.

        As `head` has it. By look-ups. Raises NotFound.
        """
        one = self._store.find(report)
        chain = next((c for c in accounts.chains_of(self._store, [one]) if any(v.report == one for v in c)), ())
        return [self._store.head(name) for name in [v.report for v in chain] or [one]]

    def diff(self, report: str, other: str | None = None) -> dict[str, Any]:
        """What differs between two reports; between a report and the version of its page before it where one is named.

        `same` is true when they say the same. Raises NotFound, also where there is no version before it.
        """
        new = self._store.find(report if other is None else other)
        before = accounts.account_of(self._store, [new]).before if other is None else {}
        old = before.get(new) if other is None else self._store.find(report)
        if old is None:
            raise NotFound(f"{new[:12]}: the ledger holds no earlier version of this page; name two reports")
        found = accounts.compare(self._store, old, new)
        names = "report source url title outlet published modified captured".split()
        heads = [{name: self._store.head(r)[name] for name in names} for r in (old, new)]
        counts = {change: found.count(change) for change in CHANGES} | {"equal": found.equal}
        row = {"old": heads[0], "new": heads[1], "same": found.same, "counts": counts}
        parts = ("figures", "attribution", "fields", "quotes", "paragraphs", "unchanged")
        return row | {name: link.plain(getattr(found, name)) for name in parts}

    @remembered
    def stories(self) -> list[dict[str, Any]]:
        """Every story: title, days, reports, number of origins; where none has a title, how the earliest `begins`."""
        return [self._listed(s) for s in accounts.account(self._store).stories]

    def called(self, story: Mapping[str, Any]) -> str:
        """What a story, as `stories` or `story` have it, is called: its title, else how its earliest report begins."""
        return called.story(story["title"], None if story["title"] else self._begins(story["reports"]))

    def _begins(self, reports: Sequence[str]) -> str | None:
        """The first words of the first of some reports that has any."""
        found = (called.beginning(self._store.text(r), self._store.head(r)["blocks"]) for r in reports)
        return next(filter(None, found), None)

    def _listed(self, story: Story) -> dict[str, Any]:
        """A story as lists have it."""
        row: dict[str, Any] = {"story": story.id, "title": story.title}
        row |= {"begins": None if story.title else self._begins(story.reports), "from": story.first, "to": story.last}
        return row | {"reports": list(story.reports), "origins": len(story.origins)}

    @remembered
    def newest_stories(self, limit: int, after: str | None = None) -> tuple[list[dict[str, Any]], str | None]:
        """So many stories, rows as `stories` has them, by the day of their newest report; with the report to go on
        `after`, None behind the last. By look-ups: other stories are not worked out.
        """
        found: list[dict[str, Any]] = []
        seen: set[str] = set()
        last = after
        for report in self._store.newest_first(after):
            if len(found) == limit:
                return found, last
            last = report
            if report in seen:
                continue
            story = accounts.account_of(self._store, [report]).story_of(report)
            seen |= set(story.reports)
            if self._store.newest_of(story.reports) == report:  # else it was listed before `after`
                found.append(self._listed(story))
        return found, None

    def count(self) -> int:
        """How many reports there are."""
        return self._store.count()

    @remembered
    def story(self, name: str | None = None) -> dict[str, Any]:
        """The account of one story, named by any of its reports; the only one where `name` is None. Raises NotFound."""
        return accounts.story(self._store, *self._one(name))

    @remembered
    def coverage(self, story: str | None = None) -> dict[str, Any]:
        """Who carries what of a story, named as in `story`: outlets, facts, and what the ledger lacks.

        Each fact has the outlets that carry it, and those that do not though they reported since. Raises NotFound.
        """
        (found,) = _plain((accounts.covered(self._store, *self._one(story)),))
        return found | {"facts": [{**row.pop("fact"), **row} for row in map(dict, found["facts"])]}

    def ties(self, story: str | None = None) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """The copies that reports of a story (named as in `story`) have a part in, as `copies` has them, and of each
        newer version of a page the one before it. Raises NotFound.
        """
        told, _ = self._one(story)
        return _plain(told.copies), dict(told.before)

    def _one(self, name: str | None) -> tuple[accounts.Account, Story]:
        """The story that is named, or the only one, with as much of the account as tells it. Raises NotFound."""
        if name is not None:
            return self._story(name)
        if self._only is None or self._only[0] != self.state():  # who asks for a story asks for its copies next
            self._only = self.state(), self._alone()
        return self._only[1]

    def _alone(self) -> tuple[accounts.Account, Story]:
        told = accounts.account(self._store)
        if not told.stories:
            raise NotFound("the ledger holds no story; add reports first (`onrecord add PATHS`)")
        if len(told.stories) != 1:
            raise NotFound(f"the ledger holds {len(told.stories)} stories; name one (`onrecord stories` lists them)")
        return told, told.stories[0]

    def copies(self, *, aligned: bool = False) -> list[dict[str, Any]]:
        """Which reports repeat which, and how.

        With `aligned` each also has which paragraphs and sentences of the one stand for which of the other: `unit`,
        `kind`, the characters in `report` and `of`, `parts` and `changed` words.
        """
        rows = _plain(accounts.account(self._store).copies)
        return [self.laid_beside(row) for row in rows] if aligned else rows

    def laid_beside(self, copy: dict[str, Any]) -> dict[str, Any]:
        """A row of `copies` with its stretches aligned."""
        return copy | {"aligned": _plain(accounts.laid_beside(self._store, copy["report"], copy["of"]))}

    def disagreements(self) -> list[dict[str, Any]]:
        """Where reports of a story differ, and in what way."""
        return self._of_stories("disagreements")

    def wording(self, quote: str) -> dict[str, Any]:
        """One statement in all its wordings, the fullest first, named by a quote's id, the beginning of it, or words.

        As in the account of its story, with what is known of each occurrence's report and its `exact` words from
        `start` to `end`. Raises NotFound for no statement, Ambiguous (with all of them as `rows`) for more than one.
        """
        return statements.wording(self._store, quote)

    def said_by(self, name: str) -> list[dict[str, Any]]:
        """What somebody said over time: the statements of one speaker, each as `wording` has it, by day.

        `name` as in `quotes`. A surname alone, in a report, is that of the only person in the story who bears it.
        """
        return statements.said_by(self._store, name)

    def table(
        self, name: str, story: str | None = None, *, versions: bool = False, **asked: str | Sequence[str] | None
    ) -> pyarrow.Table:
        """A list ("figures", "quotes", "series", "reports" …) as an Arrow table with typed columns, those of its CSV.

        `asked` are the filters that the list's own call takes. Where pandas is at hand `.to_pandas()` makes a data
        frame of it. Raises UsageError for a list or a filter that there is not, NotFound for the story.
        """
        from onrecord.faces import columns

        return columns.of_list(self, name, story, versions=versions, asked=asked)

    def record(self, report: str) -> dict[str, Any]:
        """One report as `onrecord read` prints it. Raises NotFound."""
        return self._store.record(self._store.find(report))

    def mark(self, name: str) -> dict[str, Any]:
        """One mark as printed, named by its id or the beginning of it, with its report's id, its kind ("quotes" …) and
        its exact words. Raises NotFound.
        """
        found = self._store.called(name) if name else []
        exact = [one for one in found if one[1].id == name] or found
        if not exact:
            raise NotFound(
                f"{as_given(name)}: no mark of that name in {self._store.path}; lists of marks give their ids"
            )
        if len(exact) > 1:
            raise NotFound(f"{as_given(name)}: more than one mark begins so; give more of it")
        kind, one = exact[0]
        return {"report": one.report, "kind_of_mark": kind.plural, "exact": one.exact, **one.row}

    def find(self, report: str) -> str:
        """The id of a report, named by it, by its beginning, or as it was added. Raises NotFound."""
        return self._store.find(report)

    def head(self, report: str) -> dict[str, Any]:
        """One report as printed, without its text and marks. Raises NotFound."""
        return self._store.head(self._store.find(report))

    def last_added(self, story: Mapping[str, Any]) -> str:
        """Of the reports of a story, as `stories` or `story` have it, the one that was added last."""
        return self._store.in_order(story["reports"])[-1]

    def speakers(self) -> list[str]:
        """The names of all whose words are on record, in alphabetical order."""
        return self._store.speakers()

    def text(self, report: str) -> str:
        """The reading text of a report. Raises NotFound."""
        return self._store.text(self._store.find(report))

    def raw(self, report: str) -> Raw:
        """The input that a report is a reading of, as it was found. Raises NotFound."""
        return self._store.raw(self._store.find(report))

    def failures(self) -> list[dict[str, Any]]:
        """Inputs that could not be read, with the reason."""
        return [{"source": f.source, "why": f.why} for f in self._store.failures()]

    def verify(self) -> verifying.Verified:
        """Every cell against its words, every row against its hash."""
        return verifying.verify(self._store)


def _plain(things: tuple[object, ...]) -> list[dict[str, Any]]:
    return [row for row in map(link.plain, things) if isinstance(row, dict)]
