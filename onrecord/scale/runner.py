"""Daft, on this machine or on a Ray cluster: runs the tasks of a stage, again where one failed, and its joins.

The only module that starts a runner. What a worker does is a plain function, named by its module and name, of a task
and of what all tasks share; these and the result are JSON, and the result is noted in the output folder. So a stage can
be gone on with, and no result depends on who worked it out.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.scale import work
from onrecord.shapes.errors import OnrecordError, UsageError

RUNNERS = ("native", "ray")
_TRIES = 3  # of a task that gives an error
_ALONE = 12  # of a task in which a worker died: each input that ends it takes two
# No network but what the person asked for; no bars: their lines are not ours.
_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
# The parser's products are small: threads that share them out wait for one another, and take the other workers' cores.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
Task = Mapping[str, Any]
_SET: list[str] = []  # the kind of runner that this program has set


def engine() -> ModuleType:
    """Daft. Raises UsageError, with what to install, where it is not there."""
    os.environ.update({name: value for name, value in (_QUIET | _ONE_THREAD).items() if name not in os.environ})
    try:
        daft = import_module("daft")
    except ImportError:
        raise UsageError("working over many machines needs Daft: pip install 'onrecord[scale]'") from None
    return daft


@dataclass(slots=True)
class Counted:
    """What a stage took: tasks done now and before, tries that failed, seconds of the clock, and
    processor seconds of the workers."""

    tasks: int = 0
    before: int = 0
    retries: int = 0
    seconds: float = 0.0
    worked: float = 0.0


@dataclass
class Runner:
    """One of RUNNERS with `workers` processes; `address` is that of a Ray cluster (None: one on this machine).

    `say` is told what goes wrong on the way, a line each. `counted` tells what each stage took.
    """

    kind: str = "native"
    address: str | None = None
    workers: int = 0
    say: Callable[[str], None] = print
    counted: dict[str, Counted] = field(default_factory=dict)

    @contextmanager
    def started(self) -> Iterator[Runner]:
        """The runner at work; a Ray that was started here is stopped at the end."""
        daft = engine()
        mine = False
        if _SET and [self.kind] != _SET:
            raise UsageError("Daft keeps one runner as long as a program runs; start another program for the other")
        if self.kind == "ray":
            mine = self._start_ray(daft)
        elif not _SET:
            daft.set_runner_native()
        _SET[:] = [self.kind]
        self.workers = self.workers or self._all_workers()
        try:
            # Else workers wait until whoever came first is done.
            with daft.context.execution_config_ctx(maintain_order=False):
                yield self
        finally:
            if mine:
                import ray

                ray.shutdown()

    def _start_ray(self, daft: ModuleType) -> bool:
        try:
            import ray
        except ImportError:
            raise UsageError("a Ray cluster needs Ray: pip install 'onrecord[scale]'") from None
        mine = not ray.is_initialized()
        if mine:
            wish: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
            wish["runtime_env"] = {"env_vars": _ONE_THREAD}
            if self.address is None:
                # Daft's own coordinator takes part of a core, so a worker more than there are would wait for ever.
                wish |= {"num_cpus": max(2, self.workers or 0, os.cpu_count() or 1), "include_dashboard": False}
            else:
                wish["address"] = self.address
            try:
                ray.init(**wish)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise OnrecordError(f"{self.address or 'ray'}: no Ray there ({_line(error)})") from None
        daft.set_runner_ray(noop_if_initialized=True)
        return mine

    def _all_workers(self) -> int:
        if self.kind == "ray":
            import ray

            return max(1, int(ray.cluster_resources().get("CPU", 1)))
        return os.cpu_count() or 1

    def run(self, stage: str, function: str, tasks: Mapping[str, Task], shared: Task, out: Path) -> dict[str, Any]:
        """What each task gives, by its key: from the notes where it was done before, else worked out now.

        A task that fails is tried again, and alone where its worker died. Raises OnrecordError, with a reason, when one
        cannot be done.
        """
        count = self.counted.setdefault(stage, Counted())
        began = time.monotonic()
        found = {key: told for key in tasks if (told := work.note(out, stage, key)) is not None}
        count.before += len(found)
        left = {key: tasks[key] for key in tasks if key not in found}
        for turn in range(1, _TRIES + 1):
            if not left:
                break
            errors, death = self._round(stage, function, left, shared, out, count)
            if death:
                self._one_by_one(stage, function, left, shared, out, count)
            found |= {key: told for key in left if (told := work.note(out, stage, key)) is not None}
            count.tasks += sum(key in found for key in left)
            left = {key: task for key, task in left.items() if key not in found}
            if not left:
                break  # the usual end
            why = death or next(iter(errors.values()), "it gave nothing")
            if turn == _TRIES:
                raise OnrecordError(f"{stage}: {len(left)} of {len(tasks)} failed ({why}); run the command again")
            count.retries += len(left)
            self.say(f"{stage}: {len(left)} of {len(tasks)} tried again ({why})")
        count.seconds += time.monotonic() - began
        return {key: found[key] for key in tasks}

    def _one_by_one(
        self, stage: str, function: str, tasks: Mapping[str, Task], shared: Task, out: Path, count: Counted
    ) -> None:
        """Try each task that was under way when a worker died again, alone: so it shows which of them ends it."""
        for key, task in tasks.items():
            if not work.begun_path(out, stage, key).exists():
                continue
            for _ in range(_ALONE):
                count.retries += 1
                self._round(stage, function, {key: {**task, "alone": True}}, shared, out, count)
                if work.note(out, stage, key) is not None:
                    break

    def _round(
        self, stage: str, function: str, tasks: Mapping[str, Task], shared: Task, out: Path, count: Counted
    ) -> tuple[dict[str, str], str | None]:
        """Try each task once: errors by key, and why the round broke off, where it did."""
        daft = engine()
        worker = _worker(daft, min(self.workers, len(tasks)), function, stage, json.dumps(shared), str(out))
        frame = daft.from_pydict({"key": list(tasks), "task": [json.dumps(task) for task in tasks.values()]})
        if self.kind == "ray":
            frame = frame.into_partitions(min(len(tasks), 4 * self.workers))
        frame = frame.select(worker.go(daft.col("key"), daft.col("task")).alias("told"))
        errors: dict[str, str] = {}
        try:
            for row in frame.iter_rows():
                told = json.loads(row["told"])
                count.worked += told["seconds"]
                if told["fatal"]:
                    raise OnrecordError(told["error"])
                if told["error"]:
                    errors[told["key"]] = told["error"]
        except OnrecordError:
            raise
        except Exception as error:  # a worker died: what it had not noted is tried again
            return errors, f"a worker ended ({_line(error)})"
        return errors, None


def _worker(daft: ModuleType, workers: int, function: str, stage: str, shared: str, out: str) -> Any:
    """An instance of the class of workers. It is made here, since Daft is loaded only when it is needed."""

    class Worker:
        def __init__(self, function: str, stage: str, shared: str, out: str) -> None:
            self.named, self.stage, self.shared, self.out = function, stage, shared, out

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def go(self, key: Any, task: Any) -> list[str]:
            pairs = zip(key.to_pylist(), task.to_pylist(), strict=True)
            return [json.dumps(done(self.named, self.stage, k, t, self.shared, self.out)) for k, t in pairs]

    return daft.cls(Worker, max_concurrency=workers, use_process=True)(function, stage, shared, out)


def done(named: str, stage: str, key: str, task: str, shared: str, out: str) -> dict[str, Any]:
    """Do one task and note what it gave; what went wrong is told, and whether trying again makes no sense."""
    began = time.process_time()
    told: dict[str, Any] = {"key": key, "error": None, "fatal": False}
    begun = work.begun_path(Path(out), stage, key)
    try:
        begun.parent.mkdir(parents=True, exist_ok=True)
        begun.touch()
        module, _, name = named.partition(":")
        found = getattr(import_module(module), name)(key, json.loads(task), json.loads(shared), Path(out))
        work.put(work.note_path(Path(out), stage, key), work.as_bytes(found))
        begun.unlink(missing_ok=True)
    except UsageError as error:
        told |= {"error": str(error), "fatal": True}
    except Exception as error:
        told["error"] = f"{type(error).__name__}: {_line(error)}"
    return told | {"seconds": time.process_time() - began}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def batches(keys: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """`keys` cut into runs of `size`."""
    return [keys[n : n + size] for n in range(0, len(keys), size)]
