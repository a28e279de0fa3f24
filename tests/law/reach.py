"""What a user reaches: the code behind each door (function, sheet, file, button, command, finding), by reading it.

A symbol is `package.module:name`, a class with all its methods. It reaches every symbol that its text names; a class of
facts reaches the rule that answers it. Nothing is run, so that code which only tests call is reached by no door.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
_WHOLE = "<module>"  # what a module does when it is read


class Graph(NamedTuple):
    """Symbols with what they name, and with the texts that stand in them."""

    names: Mapping[str, frozenset[str]]
    texts: Mapping[str, frozenset[str]]


class _Module(NamedTuple):
    name: str
    tree: ast.Module
    symbols: frozenset[str]


def reached(starts: frozenset[str]) -> frozenset[str]:
    """Everything that these symbols name, directly or through others, and themselves."""
    names, found, left = graph().names, set[str](), list(starts)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += names.get(one, ())
    return frozenset(found)


@cache
def graph() -> Graph:
    """The graph of the program as it stands in the working tree."""
    modules = {one.name: one for one in _modules()}
    names: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for module in modules.values():
        outer = _imported(module.tree.body)
        for symbol, node in _parts(module.tree):
            key = f"{module.name}:{symbol}"
            seen = {**outer, **_imported(ast.walk(node))}
            names[key] |= set(_named(node, module, seen, modules))
            texts[key] |= {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
            for asked in _answered(node):
                names[_target(asked, module, outer, modules)].add(key)
    return Graph(_frozen(names), _frozen(texts))


def _frozen(sets: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(found) for name, found in sets.items()}


def _modules() -> Iterator[_Module]:
    for package in ("xl_addin", "udfs"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            tree = ast.parse(path.read_text("utf-8"))
            yield _Module(name, tree, frozenset(symbol for symbol, _ in _parts(tree)))


def _parts(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Every statement of a module under the name that it gives."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from ((one.id, node) for one in ast.walk(target) if isinstance(one, ast.Name))
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            yield _WHOLE, node


def _imported(nodes: Iterable[ast.AST]) -> dict[str, tuple[str, str]]:
    """Local name -> (module, name in it); the second is empty where a module itself is meant."""
    found: dict[str, tuple[str, str]] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found.update({one.asname or one.name: (node.module, one.name) for one in node.names})
        elif isinstance(node, ast.Import):
            found.update({one.asname or one.name: (one.name, "") for one in node.names if one.asname})
    return found


def _named(
    node: ast.stmt, module: _Module, seen: Mapping[str, tuple[str, str]], modules: Mapping[str, _Module]
) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name | ast.Attribute):
            yield from filter(None, (_target(one, module, seen, modules),))


def _target(
    node: ast.expr, module: _Module, seen: Mapping[str, tuple[str, str]], modules: Mapping[str, _Module]
) -> str:
    """The symbol that a name or `module.name` means; "" where it is none of the program's."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in seen:
        owner, name = seen[node.value.id]
        return _at(f"{owner}.{name}" if name else owner, node.attr, modules)
    if not isinstance(node, ast.Name):
        return ""
    if node.id in seen:
        return _at(*seen[node.id], modules)
    return f"{module.name}:{node.id}" if node.id in module.symbols else ""


def _at(module: str, name: str, modules: Mapping[str, _Module]) -> str:
    """The symbol `name` of a module, followed to where it is made if the module only hands it on."""
    if module not in modules or not name:
        return ""
    if name in modules[module].symbols:
        return f"{module}:{name}"
    handed = _imported(modules[module].tree.body)
    return _at(*handed[name], modules) if handed.get(name, (module, name)) != (module, name) else ""


def _answered(node: ast.stmt) -> Iterator[ast.expr]:
    """The class of facts that a rule answers: `@question(SUBJECT, Facts)`."""
    for one in getattr(node, "decorator_list", ()):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "question":
            yield one.args[1]
