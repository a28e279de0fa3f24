"""run.json of a closing, read back: whatever is wrong with the file, the answer says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from xl_addin.domain.addresses import HIDDEN, of_nobody
from xl_addin.domain.errors import DeskError

RUN_JSON = "run.json"


def read_run(folder: Path) -> Mapping[str, Any]:
    """What a finished closing says of itself; DeskError where the folder is none, or its run.json is damaged."""
    try:
        said = json.loads((folder / RUN_JSON).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise DeskError(
            "The folder is not a finished closing.",
            f"Folder {folder} has no readable {RUN_JSON}.",
            "Run close again for that month: run.json is written last, when everything else is there.",
        ) from None
    given: Mapping[str, Any] = said if isinstance(said, dict) else {}
    wrong = [name for name, good in _NEEDED.items() if not good(given.get(name))]
    if wrong:
        raise DeskError(
            f"The closing's {RUN_JSON} is damaged or was edited: {', '.join(wrong)} cannot be read.",
            f"File {folder / RUN_JSON}.",
            "Run close again for that month, or take the folder from a good copy.",
        )
    return given


def latest_ledger(previous: Path) -> str:
    """The ledger that a former closing in folder `previous` was made from."""
    try:
        where = str(read_run(previous)["ledger"])
    except DeskError as error:
        raise DeskError(
            f"The former closing was not found. {error.what}",
            error.where,
            "Give the output folder of last month's close, or name the ledger with --ledger.",
        ) from None
    if "://" not in where or HIDDEN not in where:
        return where
    raise DeskError(
        "The former closing was made from a database that asks for a password, which is never kept.",
        f"Folder {previous}, {RUN_JSON}.",
        "Name the ledger with --ledger.",
    )


def place_of(where: str) -> str:
    """A ledger as a run names it: a URL without its person; a path in full, so that it is found from any folder."""
    return of_nobody(where) if "://" in where else str(Path(where).resolve())


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _are_outputs(value: Any) -> bool:
    return isinstance(value, dict) and all(Path(name).name == name and isinstance(value[name], str) for name in value)


def _are_totals(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and _is_total(one) for one in value)


def _is_total(one: dict[str, Any]) -> bool:
    minor = one.get("closing_minor")
    return _is_text(one.get("side")) and _is_text(one.get("currency")) and isinstance(minor, int)


_NEEDED: Mapping[str, Callable[[Any], bool]] = {
    "as_on": _is_day,
    "ledger": _is_text,
    "ledger_head": _is_text,
    "outputs": _are_outputs,
    "control_totals": _are_totals,
}
