"""Makes mutants of what decides access: one predicate, standing, bound or gate removed or turned round at a time."""

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
#: Python whose conditions decide, and SQL written by hand that repeats them.
PYTHON = (
    "hedgerow/access/seeing.py",
    "hedgerow/access/doing.py",
    "hedgerow/access/places.py",
    "hedgerow/access/audience.py",
    "hedgerow/access/table.py",
)
SQL = ("hedgerow/communities/standings.py", "hedgerow/items/queries/home.py", "hedgerow/items/shell.py")
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
}  # fmt: skip
#: Bounds moved by one; not those in time, where a microsecond is no difference.
_MOVED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
_ENDINGS = {"__lte": "__lt", "__lt": "__lte", "__gte": "__gt", "__gt": "__gte"}
_JOINS = (ast.BitAnd, ast.BitOr, ast.Sub)


class Mutant(NamedTuple):
    """One changed module. `key` names the change without the line, so that it still fits when lines move."""

    path: str
    line: int
    where: str
    what: str
    source: str
    turn: int = 1

    @property
    def key(self) -> str:
        return f"{self.path} {self.where}: {self.what}{'' if self.turn == 1 else f' #{self.turn}'}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.key.removeprefix(self.path).strip()}"


def _said(node: ast.AST) -> str:
    return re.sub(r"\s+", " ", ast.unparse(node))[:90]


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """What may stand in the node's place; None takes a statement away."""
    if isinstance(node, ast.BoolOp):
        for index, part in enumerate(node.values):
            rest = [*node.values[:index], *node.values[index + 1 :]]
            kept = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
            yield f"without {_said(part)}", kept
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"and/or turned in {_said(node)}", ast.BoolOp(other, node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, _JOINS):
        yield f"only {_said(node.left)}", node.left
        yield f"only {_said(node.right)}", node.right
    elif isinstance(node, ast.Compare):
        for index, op in enumerate(node.ops):
            turned = copy.deepcopy(node)
            turned.ops[index] = _TURNED[type(op)]()
            yield f"turned {_said(node)}", turned
            if type(op) in _MOVED:
                moved = copy.deepcopy(node)
                moved.ops[index] = _MOVED[type(op)]()
                yield f"bound moved in {_said(node)}", moved
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield f"not turned {_said(node)}", node.operand
    elif isinstance(node, ast.If):
        for value in (True, False):
            forced = copy.deepcopy(node)
            forced.test = ast.Constant(value)
            yield f"always {value}: {_said(node.test)}", forced
    elif (
        isinstance(node, ast.AugAssign)
        and isinstance(node.op, ast.BitOr | ast.BitAnd)
        or isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
    ):
        yield f"without {_said(node)}", None
    elif isinstance(node, ast.Call):
        for index, word in enumerate(node.keywords):
            if word.arg is not None and word.arg not in ("prefix",):
                less = copy.deepcopy(node)
                del less.keywords[index]
                yield f"without {word.arg}= in {_said(node)}", less
                if (name := _moved(word.arg)) is not None:
                    moved = copy.deepcopy(node)
                    moved.keywords[index].arg = name
                    yield f"bound moved in {word.arg}= of {_said(node)}", moved
    elif isinstance(node, ast.List | ast.Set) and len(node.elts) > 1:
        for index, part in enumerate(node.elts):
            less = copy.deepcopy(node)
            del less.elts[index]
            yield f"without {_said(part)} in {_said(node)}", less
    elif isinstance(node, ast.Dict) and len(node.keys) > 1:
        for index, key in enumerate(node.keys):
            less = copy.deepcopy(node)
            del less.keys[index], less.values[index]
            yield f"without {_said(key or node.values[index])}: in {_said(node)}", less
    elif isinstance(node, ast.IfExp):
        yield f"always {_said(node.body)} in {_said(node)}", node.body
        yield f"always {_said(node.orelse)} in {_said(node)}", node.orelse
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield f"not {node.value}", ast.Constant(not node.value)
        elif isinstance(node.value, str) and (name := _moved(node.value)) is not None:
            yield f"bound moved in {node.value!r}", ast.Constant(name)


def _moved(lookup: str) -> str | None:
    """A lookup of the ORM with its bound moved by one: `era__gte` becomes `era__gt`."""
    for ending, other in _ENDINGS.items():
        if lookup.endswith(ending) and "_at__" not in lookup:
            return lookup.removesuffix(ending) + other
    return None


def _deciding(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """The nodes that decide, with the name of what they stand in: no annotations, no docstrings, no defaults."""
    for top in tree.body:
        if isinstance(top, ast.FunctionDef):
            for statement in top.body:
                yield from ((top.name, node) for node in ast.walk(statement) if hasattr(node, "lineno"))
        elif isinstance(top, ast.Assign | ast.AnnAssign) and top.value is not None:
            name = ast.unparse(top.targets[0] if isinstance(top, ast.Assign) else top.target)
            yield from ((name, node) for node in ast.walk(top.value) if hasattr(node, "lineno"))


def of_python(path: str) -> list[Mutant]:
    """All mutants of one module."""
    tree = ast.parse((ROOT / path).read_text())
    found = []
    for number, (where, node) in enumerate(_deciding(tree)):
        for what, instead in _changes(node):
            changed = copy.deepcopy(tree)
            twin = list(_deciding(changed))[number][1]
            _Swap(twin, instead).visit(changed)
            source = ast.unparse(ast.fix_missing_locations(changed))
            found.append(Mutant(path, getattr(node, "lineno", 0), where, what, source))
    return found


class _Swap(ast.NodeTransformer):
    def __init__(self, target: ast.AST, instead: ast.AST | None) -> None:
        self.target, self.instead = target, instead

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.target:
            return ast.Pass() if self.instead is None else self.instead
        return super().visit(node)


#: Conditions of SQL: one comparison, from AND, OR or ON to the next word that ends it.
_CONDITION = re.compile(
    r"(?:\b(?:AND|WHERE|ON|OR)\b|\()\s*(?:NOT\s+)?(?P<one>[a-z]\w*\.(?:is_\w+|looks_after)\b(?=\s+(?:AND|OR)|\))|[a-z]\w*\.\w+\s*(?:"
    r"BETWEEN\s+[\w.]+\s+AND\s+[\w.]+|IS\s+(?:NOT\s+)?NULL|(?:NOT\s+)?IN\s*\([^()]*\)"
    r"|(?P<sign>=|<>|<=|>=|<|>)\s*(?:'[^']*'|%\(\w+\)s|\{person\}|\([^()]*\)|[a-z]\w*\.\w+|TRUE|FALSE|\d+)))"
)


_SIGNS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_NAMED = re.compile(r"^(\w+) = ", re.MULTILINE)


def of_sql(path: str) -> list[Mutant]:
    """The module with one condition of its statements always true, or turned round."""
    source = (ROOT / path).read_text()
    found = []
    for match in _CONDITION.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        where = _NAMED.findall(source, 0, match.start())[-1]
        head, tail = source[: match.start("one")], source[match.end("one") :]
        one = re.sub(r"\s+", " ", match["one"])
        found.append(Mutant(path, line, where, f"without {one}", f"{head}1 = 1{tail}"))
        found.append(Mutant(path, line, where, f"turned {one}", f"{head}NOT ({match['one']}){tail}"))
        if (other := _SIGNS.get(match["sign"])) is not None and "_at " not in one:
            moved = f"{source[: match.start('sign')]}{other}{source[match.end('sign') :]}"
            found.append(Mutant(path, line, where, f"bound moved in {one}", moved))
    return found


def all_mutants() -> list[Mutant]:
    """Every mutant, once; equal descriptions are numbered."""
    found = [mutant for path in PYTHON for mutant in of_python(path)]
    found += [mutant for path in SQL for mutant in of_sql(path)]
    once = {(mutant.path, mutant.source): mutant for mutant in found}
    turns = Counter[str]()
    numbered = []
    for mutant in once.values():
        turns[mutant.key] += 1
        numbered.append(mutant._replace(turn=turns[mutant.key]))
    return numbered
