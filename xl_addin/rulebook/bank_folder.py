"""A folder that a bank fills: every file in it counts, or is told; none is left out without a word."""

from __future__ import annotations

from pathlib import Path

from xl_addin.domain.errors import DeskError

# Notes to a reader, and what systems put into folders by themselves.
NOT_MEANT = ("readme", ".", "~$", "thumbs.db", "desktop.ini")


def files_of(folder: Path, ending: str, what: str) -> list[Path]:
    """The files of `folder` that end as they must, by name; DeskError where it is missing or holds anything else."""
    if not folder.is_dir():
        raise DeskError(f"The folder of the bank's {what} was not found.", str(folder), "Correct the path.")
    meant = [path for path in sorted(folder.iterdir()) if not path.name.casefold().startswith(NOT_MEANT)]
    if other := [path.name for path in meant if path.suffix != ending or not path.is_file()]:
        raise DeskError(
            f"What lies among the bank's {what} would not be read: {', '.join(other)}.",
            str(folder),
            f"Give each file the ending {ending}, in small letters and nothing behind it, or take it out of the folder "
            "(a README may stay). Nothing is decided before that.",
        )
    return meant
