"""Which template a paper is made from: the bank's own of that name, or the shipped one."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.papers.kinds import DOCX, KINDS, LETTERHEAD, Kind, kind_of
from xl_addin.documents.docx import refuse_letterhead
from xl_addin.documents.form import form_of
from xl_addin.documents.template import LETTERHEAD as ON_LETTERHEAD
from xl_addin.documents.template import Template, template_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.text_file import text_of
from xl_addin.rulebook.bank_folder import NOT_MEANT

SHIPPED = Path(__file__).resolve().parents[2] / "documents" / "templates"


@dataclass(frozen=True, slots=True)
class Templates:
    """The bank's own folder, if it has one."""

    folder: Path | None = None

    def of(self, kind: Kind) -> Template:
        """The template of a kind; DeskError where it says what the paper has not, or leaves out what it must say."""
        if form := self._form(kind):
            return form_of(str(form), _bytes(form), kind.fields, kind.tables)
        path = self._path(kind.template)
        source = path.name if path.parent == SHIPPED else str(path)
        found = template_of(source, self._head(kind) + _read(path), kind.fields, kind.tables)
        _refuse_left_out(kind, found)
        return found

    def _head(self, kind: Kind) -> str:
        """The first line of a template that goes onto the bank's letterhead; "" where there is none."""
        path = self.folder / LETTERHEAD if self.folder is not None and kind.form == DOCX else None
        if path is None or not path.is_file():
            return ""
        content = _bytes(path)
        refuse_letterhead(str(path), content)
        return f"{ON_LETTERHEAD}{base64.b64encode(content).decode()}\n"

    def _form(self, kind: Kind) -> Path | None:
        """The bank's own workbook for a kind, if it has given one."""
        path = self.folder / kind.own_form if self.folder is not None and kind.own_form else None
        return path if path is not None and path.is_file() else None

    def _path(self, name: str) -> Path:
        if self.folder is None:
            return SHIPPED / name
        _refuse_strange(self.folder)
        own = self.folder / name
        return own if own.is_file() else SHIPPED / name


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DeskError(
            f"The file cannot be read: {error.strerror}.", str(path), "Close it where it is open, check your rights."
        ) from None


def _read(path: Path) -> str:
    try:
        return "\n".join(text_of(path).splitlines()) + "\n"
    except (OSError, ValueError) as error:
        raise DeskError(
            f"The template cannot be read: {error}.", str(path), "Save it as plain text (UTF-8). No paper was made."
        ) from None


def _refuse_strange(folder: Path) -> None:
    """A template under a name that no paper has would be passed over without a word."""
    if not folder.is_dir():
        raise DeskError("The folder of the bank's templates was not found.", str(folder), "Correct the path.")
    names = {name for one in KINDS.values() for name in (one.template, one.own_form) if name} | {LETTERHEAD}
    others = [one.name for one in sorted(folder.iterdir()) if one.name not in names and not _is_note(one.name)]
    if others:
        raise DeskError(
            f"What lies among the bank's templates would not be read: {', '.join(others)}.",
            str(folder),
            f"Give each file the name of its paper ({', '.join(sorted(names))}), or take it out of the folder "
            "(a README may stay). No paper was made.",
        )


def _is_note(name: str) -> bool:
    return name.casefold().startswith(NOT_MEANT)


def _refuse_left_out(kind: Kind, template: Template) -> None:
    shown = template.fields | template.tables
    if lacking := [name for name in kind.needs if name not in shown]:
        raise DeskError(
            f"The template leaves out what a {kind.meaning} must say: {', '.join(lacking)}.",
            f"Template {template.source}.",
            "Write "
            + ", ".join(f"[{name}]" if name in kind.tables else f"{{{name}}}" for name in lacking)
            + " where it is to stand. No paper was made.",
        )


def template_lines(own: Templates, word: str) -> Iterator[str]:
    """Every kind with the template that counts for it; of one kind the fields and tables that it may show."""
    for kind in (kind_of(word),) if word else KINDS.values():
        yield f"{kind.word}: {kind.meaning}, {kind.form}; template {own.of(kind).source}"
        yield from (f"  {line}" for line in (_places(kind) if word else ()))
    if not word:
        yield "What a template may show: papers templates KIND"


def _places(kind: Kind) -> Iterator[str]:
    """Fields and tables of a kind, as a template writes them, each with its meaning."""
    told = [(f"{{{name}}}", name, meaning) for name, meaning in kind.fields.items()]
    told += [(f"[{name}]", name, f"table: {meaning}") for name, meaning in kind.tables.items()]
    for written, name, meaning in told:
        yield f"{written:<18} {meaning}{' (must stand)' if name in kind.needs else ''}"


def write_shipped(folder: Path) -> Iterator[str]:
    """Writes each shipped template that is not there into a folder, to be changed; none is overwritten."""
    for name in dict.fromkeys(kind.template for kind in KINDS.values()):
        path = folder / name
        if path.exists():
            yield f"{path} is there already: left as it is."
        else:
            atomic_text(path, _read(SHIPPED / name))
            yield f"{path} written."
    yield f"Change them, then name the folder once for all: desk --set templates={folder}"
