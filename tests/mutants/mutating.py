"""Makes mutants of what decides access: one predicate, standing, bound or gate removed or turned round at a time."""

import ast
import copy
import re
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
_JOINS = (ast.BitAnd, ast.BitOr, ast.Sub)


class Mutant(NamedTuple):
    """One changed module."""

    path: str
    line: int
    what: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


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
    elif isinstance(node, ast.List | ast.Set) and len(node.elts) > 1:
        for index, part in enumerate(node.elts):
            less = copy.deepcopy(node)
            del less.elts[index]
            yield f"without {_said(part)} in {_said(node)}", less
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"not {node.value}", ast.Constant(not node.value)


def _deciding(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that decide: no annotations, no docstrings, no defaults."""
    for top in tree.body:
        if isinstance(top, ast.FunctionDef):
            for statement in top.body:
                yield from ast.walk(statement)
        elif isinstance(top, ast.Assign | ast.AnnAssign) and top.value is not None:
            yield from ast.walk(top.value)


def of_python(path: str) -> list[Mutant]:
    """All mutants of one module."""
    tree = ast.parse((ROOT / path).read_text())
    targets = [node for node in _deciding(tree) if hasattr(node, "lineno")]
    found = []
    for number, node in enumerate(targets):
        for what, instead in _changes(node):
            changed = copy.deepcopy(tree)
            twin = [one for one in _deciding(changed) if hasattr(one, "lineno")][number]
            _Swap(twin, instead).visit(changed)
            found.append(Mutant(path, node.lineno, what, ast.unparse(ast.fix_missing_locations(changed))))
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
    r"(?P<join>\b(?:AND|WHERE|ON)\s+)(?P<not>NOT\s+)?(?P<one>[a-z]\w*\.\w+\s*(?:=|<>|<=|>=|<|>|IN|IS|BETWEEN)"
    r"\s*(?:'[^']*'|%\(\w+\)s|\{person\}|\([^()]*\)|NOT NULL|NULL|[\w.]+(?:\s+AND\s+[a-z]\w*\.\w+)?))"
)


def of_sql(path: str) -> list[Mutant]:
    """The module with one condition of its statements always true, or turned round."""
    source = (ROOT / path).read_text()
    found = []
    for match in _CONDITION.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        head, tail = source[: match.start("one")], source[match.end("one") :]
        found.append(Mutant(path, line, f"without {match['one']}", f"{head}1 = 1{tail}"))
        found.append(Mutant(path, line, f"turned {match['one']}", f"{head}NOT ({match['one']}){tail}"))
    return found


def all_mutants() -> list[Mutant]:
    """Every mutant, once."""
    found = [mutant for path in PYTHON for mutant in of_python(path)]
    found += [mutant for path in SQL for mutant in of_sql(path)]
    return list({(mutant.path, mutant.source): mutant for mutant in found}.values())
