#!/usr/bin/env python3
"""Draw how long the package's functions and modules are, for a reader to look at.

It fails nothing: a clear long function is better than two unclear short ones. What is listed at the end is
worth a second thought (functions over 60 lines or with more than 6 parameters, modules over 500 lines).
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

LONG_FUNCTION = 60
MANY_PARAMETERS = 6
LONG_MODULE = 500
BAR = 40


@dataclass(frozen=True, slots=True)
class Function:
    """One function: where it stands, its lines without docstring, and its parameters."""

    place: str
    lines: int
    parameters: int


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def` to its end, its docstring left out."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        first = node.body[0]
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def functions(path: Path, tree: ast.Module) -> Iterator[Function]:
    """The functions and methods of one module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            parameters = [one for one in given if one.arg not in ("self", "cls")]
            yield Function(f"{path}:{node.lineno} {node.name}", code_lines(node), len(parameters))


def draw(title: str, sizes: list[int], edges: tuple[int, ...]) -> None:
    """Print one distribution as bars, with its median and nine tenths."""
    cuts = quantiles(sizes, n=10) if len(sizes) > 1 else [sizes[0]] * 9
    print(f"{title}: {len(sizes)}, median {cuts[4]:.0f} lines, nine tenths within {cuts[8]:.0f}")
    most = 1
    rows = []
    low = 0
    for high in (*edges, sys.maxsize):
        count = sum(low < size <= high for size in sizes)
        rows.append((f"{low + 1}-{high}" if high != sys.maxsize else f"over {low}", count))
        most = max(most, count)
        low = high
    for label, count in rows:
        print(f"  {label:>9} {count:5} {'#' * round(BAR * count / most)}")


def worth_a_thought(all_functions: Iterable[Function], modules: dict[Path, int]) -> list[str]:
    """What is longer than is usual, longest first."""
    long = [one for one in all_functions if one.lines > LONG_FUNCTION or one.parameters > MANY_PARAMETERS]
    long.sort(key=lambda one: (-one.lines, one.place))
    listed = [f"{one.place}: {one.lines} lines, {one.parameters} parameters" for one in long]
    big = sorted((path for path in modules if modules[path] > LONG_MODULE), key=lambda path: -modules[path])
    return listed + [f"{path}: {modules[path]} lines" for path in big]


def main() -> None:
    """Draw the sizes of onrecord/, or of the folder named."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "onrecord")
    found: list[Function] = []
    modules: dict[Path, int] = {}
    for path in sorted(root.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        found.extend(functions(path, tree))
        # An __init__.py that only says what its folder is for is no module to weigh.
        if any(not isinstance(node, ast.Expr) for node in tree.body):
            modules[path] = source.count("\n")
    if not found:
        sys.exit(f"sizes: no functions below {root}")
    draw("modules", list(modules.values()), (50, 100, 150, 250, 500))
    draw("functions", [one.lines for one in found], (5, 10, 20, 30, 60))
    thoughts = worth_a_thought(found, modules)
    if thoughts:
        print("worth a second thought:")
        print("\n".join(f"  {line}" for line in thoughts))


if __name__ == "__main__":
    main()
