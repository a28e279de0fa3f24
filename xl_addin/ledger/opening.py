"""Opening a ledger: the file or database is there or made, of this program's schema, and a ledger at all."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from xl_addin.disk import places, rights
from xl_addin.disk.scratch import scratch
from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import database
from xl_addin.ledger.database import Tell, silent, told_as
from xl_addin.ledger.schema import former_of, is_current, is_empty, prepare, refuse_other
from xl_addin.ledger.store import Ledger


def open_ledger(where: str, *, create: bool = True, reading: bool = False, tell: Tell = silent) -> Ledger:
    """Opens the ledger at a path or database URL, making it when it is not there and `create` is set.

    Opened for `reading` nothing on the disk changes: a ledger of a former schema is read in a copy of this process.
    `tell` is told when another run must be waited for. Raises DeskError when the ledger is missing, is none, is
    damaged, or was written by a newer program.
    """
    path = database.file_of(where)
    if path is not None:
        if not reading:
            rights.refuse_link(path)
            refuse_shared(path, tell)
        _ready_file(path, create=create and not reading)
    engine = database.engine_of(where, tell)
    try:
        with told_as("The ledger cannot be opened", where):
            return Ledger(_prepared(engine, where, reading=reading), without_password(where), tell)
    except BaseException:
        engine.dispose()
        raise


def refuse_shared(path: Path, tell: Tell = silent) -> None:
    """A file that other computers reach too is no ledger, but for the bank's own word, which is told each time."""
    if not (found := places.shared_by(path)):
        return
    if why := places.allowed():
        tell(f"The ledger lies in {found}; the bank allows it: {why}")
        return
    raise DeskError(
        f"The ledger lies in {found}: there two computers can damage it without a word.",
        f"Ledger {path}.",
        f"Move it, with {path.name}.anchors, to a disk of this PC; several people work in PostgreSQL: see "
        'docs/shared-ledger.md. Where it must stay, say why in desk.toml: ledger_on_share = "…"',
    )


def _ready_file(path: Path, *, create: bool) -> None:
    """A file that is only read must be there; one that is made needs its folder: a mistyped path makes nothing."""
    if not create:
        refuse_missing(path)
        return
    if not path.parent.is_dir():
        raise DeskError(
            "The folder for the ledger is not there.",
            f"Ledger {path}.",
            f"Make the folder {path.parent}, or correct the path.",
        )
    try:
        os.close(rights.new_file(path))
    except FileExistsError:
        return
    except OSError as error:
        raise DeskError(
            f"The ledger cannot be opened: {error.strerror}.", f"Ledger {path}.", "Check the path and your rights."
        ) from None


def refuse_missing(path: Path) -> None:
    """DeskError where there is no file of a ledger."""
    if not path.is_file():
        raise DeskError("The ledger was not found.", f"Ledger {path}.", "Give its path with --ledger.")
    if path.stat().st_size == 0:
        raise _empty(str(path))


def _empty(where: str) -> DeskError:
    return DeskError(
        "The ledger is an empty file: nothing was ever in it, or its content was lost.",
        f"Ledger {where}.",
        "Check the path; if it is right, restore the last good copy.",
    )


def _prepared(engine: Engine, where: str, *, reading: bool) -> Engine:
    """The engine over tables of this program's schema."""
    with engine.connect().execution_options(**{database.READING: True}) as connection:
        if is_current(connection):
            return engine
        if reading and is_empty(connection):  # a run was killed while it made it
            raise _empty(where)
        if reading:
            refuse_other(connection, where)
        former = former_of(connection)
    if not reading:
        if (path := database.file_of(where)) is not None and former:
            _keep_copy(engine, path.with_name(f"{path.name}.schema-{former}"))
        prepare(engine, where)
        return engine
    copied = database.in_memory(engine)
    engine.dispose()
    prepare(copied, where)
    return copied


def _keep_copy(engine: Engine, copy: Path) -> None:
    """Keeps a ledger as a former program wrote it, before it is brought up to date; a copy that is there stays."""
    if copy.exists():
        return
    with scratch(copy.parent) as folder:
        part = folder / "part"
        os.close(rights.new_file(part))
        database.copy_to(engine, part)
        part.replace(copy)
