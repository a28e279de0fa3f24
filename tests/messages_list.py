"""Every message of the product in one text, to be read aloud: errors in three parts, refused values, findings, help.

`python -m tests.messages_list` prints it. It is read from the source: what an error fills in stands in braces. Then
come the page of help of each command, and what a command says that is typed alone.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from xl_addin.domain import findings

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("xl_addin", "udfs")
ERRORS = {
    "DeskError": ("What", "Where", "Todo"),
    "ValueRefused": ("Found", "Expected", "Todo"),
    "CannotStart": ("What",),
}


def messages() -> Iterator[str]:
    """A block for each error of the source in the order of the files, then one for each finding."""
    for path in sorted([ROOT / "desk.py", *(one for top in PACKAGES for one in (ROOT / top).rglob("*.py"))]):
        tree = ast.parse(path.read_text("utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = called(call)
            if name in ERRORS:
                yield _block(f"{path.relative_to(ROOT).as_posix()}:{call.lineno}", ERRORS[name], call)
    for (code, case), row in findings.register().items():
        told = (f"Meaning:  {row.meaning}", f"Expected: {row.expected or '-'}", f"Todo:     {row.remedy}")
        yield "\n".join((f"{code} {case} ({row.severity})".replace("  ", " "), *(f"  {one}" for one in told)))


def called(call: ast.Call) -> str:
    """The name of what is called: DeskError for errors.DeskError too."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _block(where: str, parts: tuple[str, ...], call: ast.Call) -> str:
    said = [spoken(one) for one in call.args]
    return "\n".join((where, *(f"  {label + ':':<10}{text}" for label, text in zip(parts, said, strict=False))))


def spoken(node: ast.expr) -> str:
    """The text that an expression makes, with braces where something is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(spoken(one) for one in node.values)
    if isinstance(node, ast.FormattedValue):
        return "{" + ast.unparse(node.value) + "}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return spoken(node.left) + spoken(node.right)
    if isinstance(node, ast.IfExp):
        return f"{spoken(node.body)} | {spoken(node.orelse)}"
    return "{" + ast.unparse(node) + "}"


def pages() -> Iterator[str]:
    """The help of each command, and what it says where it is typed alone and needs more."""
    from tests.desk.test_command_line import run
    from tests.desk.test_command_line_words import WORK, commands

    for words in commands():
        yield run(*words, "--help").stdout.strip()
        if words and words[0] not in WORK and (told := run(*words).stderr.strip()):
            yield told


if __name__ == "__main__":
    sys.stdout.write("\n\n".join([*messages(), *pages()]) + "\n")
