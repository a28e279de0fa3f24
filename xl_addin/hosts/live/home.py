"""The folder of an open workbook: its ledger and the files of its desk lie there."""

from __future__ import annotations

from pathlib import Path

from xl_addin.domain.errors import DeskError


def home_of(fullname: str) -> Path:
    """The folder of a workbook; DeskError where it has none on this PC."""
    if "://" in fullname:
        raise DeskError(
            "The workbook lies in the cloud; its ledger and files need a folder of this PC or of the network.",
            f"Book {fullname}.",
            "Save a copy in such a folder, open the copy, and press the button again.",
        )
    if not Path(fullname).is_absolute():
        raise DeskError(
            "The workbook has never been saved, so it has no folder.",
            f"Book {fullname}.",
            "Save it under a name and press the button again.",
        )
    return Path(fullname).parent
