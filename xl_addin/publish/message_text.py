"""The tables of the messages as text: for the terminal, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from textwrap import wrap

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.messages.codes import OTHERS, codes_of
from xl_addin.messages.layouts import layout, layouts, tables
from xl_addin.messages.model import Field, Form, Kind, Layout, Level, Need
from xl_addin.messages.typed import form_of
from xl_addin.messages.xsd import schema
from xl_addin.publish.register_text import markdown_table

WIDTH = 100
KINDS = {
    Kind.LETTERS: "letters",
    Kind.TEXT: "text",
    Kind.DIGITS: "digits",
    Kind.AMOUNT: "amount",
    Kind.DATE: "dd/mm/yyyy",
}
LEVELS = {Level.HEAD: "checkSum", Level.RECORD: "record", Level.INVOICE: "invoice"}
NEEDS = {Need.MUST: "yes", Need.MAY: "no", Need.UNKNOWN: "not known"}
DIRECTIONS = {"out": "to IDPMS", "in": "from IDPMS"}
SURE = {"H": "seen at two or three banks", "M": "seen at one bank", "L": "inferred"}
PAGE_HEAD = """\
<!-- generated from the tables of the messages; do not edit -->
# Messages to and from IDPMS

Each message is a table: rows of `fields.csv`, one entry of `layouts.toml`. Reader, writer, checks, schemas
(`xl_addin/messages/xsd/`) and this page are made of them. The layouts are what banks' own modules agree on, since RBI
publishes none: **the bank compares them with the specification that it holds before the first live file.** Spellings
are those of the wire, irregular as they are.

On a terminal: `import-desk messages list`, `messages show BES`, `messages check FILE` (any message or reply: is it
whole, is every element right, what was refused and why).

## What goes on the wire

- An amount has the places of its element, exactly. One that has more (three places of KWD) is not rounded: its record
  is held and told (MESSAGE_VALUE_REFUSED). Where the bank's specification has three places it says so by the length of
  the element (20.3): each amount of it is then written with three. Where the bank has a rule for rounding a currency it
  says so in its layouts.toml (`[rounding]`: `half_up`, `down`, or `hold` as without one): each such amount is told
  before and after when it is drafted and on *Messages*, and *Control* has the sum of the differences as *Rounded*.
- Dates are dd/mm/yyyy. Codes keep their leading zeros. An empty element is written empty. `checkSum` counts.
- A sign that a form does not hold is replaced where the form says by what, and told (MESSAGE_TEXT_CHANGED); a letter or
  a digit never is. Any other text with such a sign is refused. Nothing is cut to its length.
- One bad record stays back with its place and remedy; the rest goes.
- A reply counts by its codes alone: SUCCESS, or what was refused, worst first. No code is no answer.

## What the bank says itself

`messages = "FOLDER"` in `desk.toml` names a folder; a file in it says only what differs from the shipped one. Whatever
in it cannot be gone by is told with its place before anything is read or made.
"""
OWN_TABLES = (
    ("fields.csv", "`message`, `element` and the columns that change; need `-` takes out; a new one fills all columns"),
    (
        "layouts.toml",
        "names of files, records a file may hold, keys; forms of texts, what replaces a sign; `[rounding]`",
    ),
    ("codes.csv", "a list of codes, whole"),
    ("error_codes.csv", "codes of replies with class, meaning and repair; `EM_HDR_*` stands for all that begin so"),
    ("error_classes.csv", "the classes of refusals, with repair and how to file again"),
)
OWN_EXAMPLE = """\
Codes of closure, approver, purpose and agency are registers, which the rules go by as well: they stand in the folder of
registers. In a file name `{ad_code}` is the branch, `{ddMMyyyy}` or `{yyyyMMdd}` the day, `{nn}` the running number
with its digits. For example, requests for another bank's bill of entry under the word `ibe`, and shorter invoice
numbers:

```toml
[message.OBB]
token = "ibe"
file_name = "RBI{yyyyMMdd}{nnn}.ibe.csv"

[rounding]
KWD = "half_up"
```

```csv
message,element,length
BES,invoiceNo,35
```

No published layout of MBE has a place for evidence in lieu of a bill of entry. Its approval (our field
`approval_reference`) and its mark (`in_lieu`, Y) go into the elements that the bank's file names, new ones of its
specification or one that stands empty here; until one holds the approval such a record is held:

```csv
message,element,field
MBE,HAWB-HBLNumber,approval_reference
```
"""


def list_lines() -> Iterator[str]:
    """Every message with its direction and the word of its file name."""
    for one in layouts().values():
        yield f"  {one.message:<8}{DIRECTIONS[one.direction]:<12} {f'.{one.token}.{one.ending}':<13} {one.means}"
    yield from (
        "",
        f"Replies: .pass…Ack and .fail…Ack of each message to IDPMS. One of them: {typed('messages show BES')}",
    )


def show_lines(name: str) -> Iterator[str]:
    """A message as a table, with its code lists; DeskError for one that is not known."""
    one = _named(name)
    yield from (f"{one.message}: {one.means}, {DIRECTIONS[one.direction]}", "")
    yield from (f"  {label + ':':<20}{text}" for label, text in _frame(one))
    yield ""
    rows = [("", "Element", "In", "Type", "Length", "Needed", "Must be"), *_rows(one)]
    widths = [max(len(row[at]) for row in rows) + 2 for at in range(6)]
    for row in rows:
        first, *more = wrap(row[6], 60) or [""]
        yield ("  " + "".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=False)) + first).rstrip()
        yield from (" " * (2 + sum(widths)) + line for line in more)
    yield from ("", "Codes:")
    for codes in dict.fromkeys(field.codes for field in one.fields if field.codes):
        yield from (f"  {line}" for line in wrap(f"{codes}: {_codes(codes)}", WIDTH, subsequent_indent="    "))


def page() -> str:
    """docs/messages.md."""
    parts = [PAGE_HEAD, markdown_table(("File", "What it says"), OWN_TABLES), OWN_EXAMPLE]
    for one in layouts().values():
        frame = "\n".join(f"- {label}: {text}" for label, text in _frame(one))
        heads = ("#", "Element", "In", "Type", "Length", "Needed", "Must be", "Sure")
        rows = [(*row, SURE[field.confidence]) for row, field in zip(_rows(one, tick="`"), one.fields, strict=True)]
        parts.append(f"## {one.message}: {one.means}\n\n{frame}\n\n{markdown_table(heads, rows)}")
    classes = [(f"`{one.name}`", one.meaning, one.repair, one.refile) for one in tables().classes.values()]
    parts.append(
        "## What IDPMS refuses\n\nA code that the table does not know is of the class `other` and shown as it came.\n\n"
        + markdown_table(("Class", "Meaning", "Repair", "File again"), classes)
    )
    lists = dict.fromkeys(field.codes for one in layouts().values() for field in one.fields if field.codes)
    codes = [
        (name, "any other" if code == OTHERS else f"`{code}`", meaning)
        for name in lists
        for code, meaning in codes_of(name).items()
    ]
    parts.append("## Codes\n\n" + markdown_table(("List", "Code", "Meaning"), codes))
    return "\n".join(parts)


def schemas() -> dict[str, str]:
    """The XML schema of each message by its file name, and of the replies to it."""
    xml = [one for one in layouts().values() if one.form == "xml"]
    replies = {f"{one.message}.ack.xsd": schema(one.reply) for one in xml if one.direction == "out"}
    return {f"{one.message}.xsd": schema(one) for one in xml} | replies


def _named(name: str) -> Layout:
    try:
        return layout(name)
    except KeyError:
        near = get_close_matches(name.upper(), layouts(), 3, 0.4)
        todo = f"Did you mean {' or '.join(near)}?" if near else f"List them: {typed('messages list')}"
        raise DeskError(f"No message is called {name!r}.", "", todo) from None


def _frame(one: Layout) -> Iterator[tuple[str, str]]:
    """Where the message keeps its records, its name and its key."""
    if one.form == "xml":
        yield "Form", f"XML: bank / {one.list} / {one.record}" + (" / invoices / invoice" if one.has_invoices else "")
    else:
        yield (
            "Form",
            "text with bars, a row of headers, " + ("a line an invoice" if one.has_invoices else "a line each"),
        )
    if one.direction == "out":
        yield "File name", one.file_name
        yield "Records a file", str(one.rows_per_file or "any number")
        yield "Reply", f".pass{one.token}Ack, .fail{one.token}Ack"
    yield "Key", " + ".join(one.key)


def _rows(one: Layout, tick: str = "") -> Iterator[tuple[str, ...]]:
    for number, field in enumerate(one.fields, 1):
        length = f"{field.width}.{field.places}" if field.places else str(field.width or "")
        need = f"where {field.when}" if field.when else NEEDS[field.need]
        yield (
            *(str(number), f"{tick}{field.element}{tick}", LEVELS[field.level], KINDS[field.kind], length, need),
            "; ".join(filter(None, (_form(field), field.codes and f"a code of {field.codes}", field.note))),
        )


def _form(field: Field) -> str:
    form: Form | None = form_of(field) if field.form and field.form != "verbatim" else None
    return form.says if form else ""


def _codes(name: str) -> str:
    return ", ".join(f"{'any other' if code == OTHERS else code} ({means})" for code, means in codes_of(name).items())
