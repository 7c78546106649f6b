"""A module as the compiler takes it best: the same meaning, in the shapes that mypyc compiles well, or at all.

What is changed, and why:

- A dataclass becomes a plain class that spells out how it is made, compared and hashed: mypyc gives such a class fields
  at fixed places, while slots, and `quick`, make it an ordinary class whose fields are looked up by name.
- `x in (*A, "b")` and `for x in (*a, b)` get a tuple that was made before: mypyc 2.4 takes no star there.
- A constant of a module is final: it is found at a fixed place instead of by its name.
- `float` in a signature means a number of either kind, as it does to Python: the compiler would make 12 into 12.0.
- A lone surrogate in a string is made by `chr`: C has no letters for it.

Sources: mypyc's documentation (native classes, differences from Python) and its code.
"""

from __future__ import annotations

import ast
import re
from typing import Any

_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*\Z")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BROUGHT = """
from typing import Any, Final, cast
from onrecord.shapes.compiled import as_dataclass, as_field
"""
_ONCE = ("once", "cached_property")
_LITERAL = (ast.Tuple, ast.List, ast.Set)


def rewritten(source: str) -> str:
    """The source of a module in the compiler's shapes."""
    tree = ast.parse(source)
    _finals(tree)
    _numbers(tree)
    tree = _Shapes().visit(tree)
    _imports(tree)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


class _Shapes(ast.NodeTransformer):
    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef | list[ast.stmt]:
        self.generic_visit(node)
        decorated = [one for one in node.decorator_list if _named(one) == "dataclass"]
        made = _plain(node, decorated[0]) if decorated else [node]
        node.body = [part for one in node.body for part in _once(one)]
        return made

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        self.generic_visit(node)
        node.comparators = [
            _made(one) if isinstance(op, (ast.In, ast.NotIn)) else one
            for op, one in zip(node.ops, node.comparators, strict=True)
        ]
        return node

    def visit_For(self, node: ast.For) -> ast.For:
        self.generic_visit(node)
        node.iter = _made(node.iter)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        node.iter = _made(node.iter)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if not isinstance(node.value, str) or not _SURROGATE.search(node.value):
            return node
        parts: list[ast.expr] = []
        for part in re.split(r"([\ud800-\udfff])", node.value):
            lone = _SURROGATE.match(part)
            parts.append(_call("chr", ast.Constant(ord(part))) if lone else ast.Constant(part))
        whole = parts[0]
        for part in parts[1:]:
            whole = ast.BinOp(whole, ast.Add(), part)
        return whole


def _made(node: ast.expr) -> ast.expr:
    """A literal with a star in it, made before it is looked through."""
    if isinstance(node, _LITERAL) and any(isinstance(one, ast.Starred) for one in node.elts):
        return _call("tuple", ast.List(node.elts, ast.Load()))
    return node


def _named(node: ast.expr) -> str:
    """The name a decorator goes by."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _call(name: str, *given: ast.expr, **options: Any) -> ast.Call:
    keywords = [ast.keyword(key, ast.Constant(value)) for key, value in options.items()]
    return ast.Call(ast.Name(name, ast.Load()), list(given), keywords)


def _plain(node: ast.ClassDef, dataclass: ast.expr) -> list[ast.stmt]:
    """A dataclass that spells out what `dataclass` would write; the rest is set once it stands."""
    options = {k.arg: ast.unparse(k.value) for k in dataclass.keywords} if isinstance(dataclass, ast.Call) else {}
    own = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and not _of_class(one)]
    if node.bases or "__post_init__" in own or not options.keys() <= {"frozen", "slots", "eq", "order", "init"}:
        raise NotImplementedError(f"{node.name}: a dataclass of a kind that is not written out yet")
    written = [_reduce(node.name, fields)] + ([] if options.get("init") == "False" else [_init(fields)])
    if options.get("order") == "True":
        written += _order(node.name, fields)
    if options.get("eq") != "False":
        compared = [ast.unparse(one.target) for one in fields if _option(one.value, "compare") is not False]
        if "__eq__" not in own:
            written.append(_eq(node.name, compared))
        if options.get("frozen") == "True" and "__hash__" not in own:
            written.append(_hash(compared))
    node.decorator_list = [one for one in node.decorator_list if one is not dataclass and _named(one) != "quick"]
    node.body += written
    rows = ", ".join(f"({ast.unparse(one.target)!r}, {ast.unparse(one.annotation)!r}{_given(one)})" for one in fields)
    for one in fields:  # the default stands in __init__
        one.value = None
    return [node, *ast.parse(f"as_dataclass({node.name}, [{rows}])").body]


def _once(node: ast.stmt) -> list[ast.stmt]:
    """What is worked out once, when it is first asked for, with fields of its own for it."""
    if not isinstance(node, ast.FunctionDef) or not any(_named(one) in _ONCE for one in node.decorator_list):
        return [node]
    name, kind = node.name, "Any" if node.returns is None else ast.unparse(node.returns)
    node.decorator_list, node.name = [], f"made_{name}_"
    lines = f"""
has_{name}_: bool = False
kept_{name}_: '({kind}) | None' = None
@property
def {name}(self) -> {kind}:
    if not self.has_{name}_:
        self.kept_{name}_ = self.made_{name}_()
        self.has_{name}_ = True
    return cast('{kind}', self.kept_{name}_)
"""
    return [node, *ast.parse(lines).body]


def _of_class(field: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.unparse(field.annotation)


def _option(made: ast.expr | None, name: str) -> Any:
    """What a call's keyword says, where it is a constant."""
    for one in made.keywords if isinstance(made, ast.Call) else ():
        if one.arg == name and isinstance(one.value, ast.Constant):
            return one.value.value
    return None


def _init(fields: list[ast.AnnAssign]) -> ast.stmt:
    asked, body = [], []
    for field in fields:
        name, kind, given = ast.unparse(field.target), ast.unparse(field.annotation), field.value
        of_field = isinstance(given, ast.Call) and _named(given) == "field"
        keywords = {k.arg: k.value for k in given.keywords} if of_field else {}  # type: ignore[union-attr]
        if "default_factory" in keywords:
            asked.append(f"{name}: '({kind}) | None' = None")
            body.append(f"self.{name} = {ast.unparse(keywords['default_factory'])}() if {name} is None else {name}")
            continue
        default = keywords.get("default") if of_field else given
        asked.append(f"{name}: {kind}" + ("" if default is None else f" = {ast.unparse(default)}"))
        body.append(f"self.{name} = {name}")
    lines = "\n".join(f"    {line}" for line in body or ["pass"])
    return ast.parse(f"def __init__(self, {', '.join(asked)}) -> None:\n{lines}").body[0]


def _given(field: ast.AnnAssign) -> str:
    """The default of a field, behind its name and type."""
    if field.value is None:
        return ""
    if isinstance(field.value, ast.Call) and _named(field.value) == "field":
        return ", " + ast.unparse(ast.Call(ast.Name("as_field", ast.Load()), [], field.value.keywords))
    return ", " + ast.unparse(field.value)


def _reduce(name: str, fields: list[ast.AnnAssign]) -> ast.stmt:
    """How one is pickled and copied."""
    mine = "".join(f"self.{ast.unparse(one.target)}, " for one in fields)
    return ast.parse(f"def __reduce__(self) -> tuple[Any, ...]:\n    return {name}, ({mine})").body[0]


def _eq(name: str, compared: list[str]) -> ast.stmt:
    same = " and ".join(f"self.{one} == other.{one}" for one in compared) or "True"
    return ast.parse(
        f"def __eq__(self, other: object) -> bool:\n    return isinstance(other, {name}) and ({same})"
    ).body[0]


def _order(name: str, fields: list[ast.AnnAssign]) -> list[ast.stmt]:
    """How two are ordered: by their fields, one after the other."""
    mine, others = (", ".join(f"{of}.{ast.unparse(one.target)}" for one in fields) for of in ("self", "other"))
    return ast.parse(
        "".join(
            f"def __{name_}__(self, other: {name}) -> bool:\n    return ({mine},) {sign} ({others},)\n"
            for name_, sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="))
        )
    ).body


def _hash(compared: list[str]) -> ast.stmt:
    mine = "".join(f"self.{one}, " for one in compared)
    return ast.parse(f"def __hash__(self) -> int:\n    return hash(({mine}))").body[0]


def _finals(tree: ast.Module) -> None:
    """Constants of the module that are set once are final."""
    names = [
        t.id
        for one in ast.walk(tree)
        if isinstance(one, (ast.Assign, ast.AugAssign, ast.AnnAssign))
        for t in ast.walk(one)
        if isinstance(t, ast.Name) and isinstance(t.ctx, ast.Store)
    ]
    for n, one in enumerate(tree.body):
        if not isinstance(one, ast.Assign) or len(one.targets) != 1 or not isinstance(one.targets[0], ast.Name):
            continue
        name = one.targets[0].id
        made = one.value
        if not _CONSTANT.match(name) or names.count(name) != 1 or isinstance(made, ast.Constant):
            continue
        if isinstance(made, ast.Call) and _named(made) in ("TypeVar", "ParamSpec", "NamedTuple", "NewType"):
            continue
        tree.body[n] = ast.AnnAssign(one.targets[0], ast.Name("Final", ast.Load()), made, 1)


def _numbers(tree: ast.Module) -> None:
    """In annotations, and in names for types, either kind of number for `float`."""

    class Either(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.BinOp(node, ast.BitOr(), ast.Name("int", ast.Load())) if node.id == "float" else node

    for one in ast.walk(tree):
        for field in ("annotation", "returns"):
            if getattr(one, field, None) is not None:
                setattr(one, field, Either().visit(getattr(one, field)))
    for one in tree.body:
        if isinstance(one, ast.Assign) and isinstance(one.value, (ast.Subscript, ast.BinOp)):
            one.value = Either().visit(one.value)


def _imports(tree: ast.Module) -> None:
    """The names that were brought in, behind the module's own first lines."""
    at = 0
    while at < len(tree.body) and (
        (isinstance(tree.body[at], ast.Expr) and at == 0)
        or (isinstance(tree.body[at], ast.ImportFrom) and tree.body[at].module == "__future__")  # type: ignore[attr-defined]
    ):
        at += 1
    tree.body[at:at] = ast.parse(_BROUGHT).body
