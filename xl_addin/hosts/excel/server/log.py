"""The server's log: what failed and where in our code, never the data it failed on.

The text of an error may quote a cell, and a book may be named after an importer: an entry keeps the kind of the error
and the lines of code it passed, and its own words with book names, PANs and long numbers masked.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from xl_addin.disk.rights import make_folders, new_file

LOG_NAME = "import-desk.log"
SIZE_MAX, KEPT = 1_000_000, 3
_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
_ENTRY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ([A-Z]+) ")
_RULES = (
    (re.compile(r"\[[^\[\]\n]*\.(?:xl\w*|ods|csv)[^\[\]\n]*\]", re.IGNORECASE), "[book]"),
    (re.compile(r"'[^'\n]*\.(?:xl\w*|ods|csv)'", re.IGNORECASE), "'book'"),
    (re.compile(r"\b\d{2}[A-Z]{5}\d{4}[A-Z]\w{3}\b", re.IGNORECASE), "(GSTIN)"),
    (re.compile(r"\b[A-Z]{5}(\d{4}[A-Z])\b", re.IGNORECASE), r"XXXXX\1"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "(mail)"),
    (re.compile(r"\b\d{5,}(\d{4})\b"), r"...\1"),
    (re.compile(r"([\\/](?:Users|home)[\\/])[^\\/\n]+", re.IGNORECASE), r"\1(user)"),
)


def masked(text: str) -> str:
    """The text without book names, PANs, GSTINs, mail addresses, account numbers and the user's name in paths."""
    for pattern, shown in _RULES:
        text = pattern.sub(shown, text)
    return text


class MaskedFormatter(logging.Formatter):
    """One line of masked words; for an error its kind and the lines of code, without its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry."""
        return masked(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802  # logging's name
        """Kind and places of an error and of those that led to it."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_told(error)) if isinstance(error, BaseException) else ""


def _told(error: BaseException) -> Iterator[str]:
    for one in reversed(_causes(error)):
        yield f"  {type(one).__name__}"
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}"


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what led to it, each once: libraries may make circles, and an entry must not be lost by one."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and all(one is not other for other in found):
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


class _OwnFile(RotatingFileHandler):
    """A log that is made with the rights of the desk's files."""

    def _open(self) -> TextIOWrapper:
        with suppress(FileExistsError):
            os.close(new_file(Path(self.baseFilename)))
        return super()._open()


def start(folder: Path) -> logging.Handler:
    """Notes go to the folder's log from here on, errors that nobody caught as well."""
    make_folders(folder)
    handler = _OwnFile(folder / LOG_NAME, maxBytes=SIZE_MAX, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(MaskedFormatter(_LINE))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    sys.excepthook = _note
    return handler


def _note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("xl_addin.hosts.excel.server.serve").critical("stopped", exc_info=(kind, error, trace))


def last_errors(folder: Path, count: int = 10) -> list[str]:
    """The latest entries of the log from warnings upwards, masked once more; oldest first."""
    entries: list[list[str]] = []
    for path in (folder / f"{LOG_NAME}.1", folder / LOG_NAME):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
        for line in lines:
            if _ENTRY.match(line):
                entries.append([line])
            elif entries:
                entries[-1].append(line)
    grave = [entry for entry in entries if (found := _ENTRY.match(entry[0])) and found[1] not in {"INFO", "DEBUG"}]
    return [masked("\n".join(entry)) for entry in grave[-count:]]
