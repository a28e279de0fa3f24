"""The record of this user: a desk.toml of its own, or the name of the one that counts; made by a command only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.settings import ELSEWHERE, FILE, KEYS, PATHS, Settings, in_force, read_desk_file
from xl_addin.domain.errors import DeskError

HEAD = (
    "# What this desk says once for all commands and buttons of Import Desk. Paths start at the folder of this file.\n"
)


def record_path(environment: Mapping[str, str] = os.environ) -> Path:
    """%APPDATA%/ImportDesk/desk.toml, elsewhere ~/.config/import-desk/desk.toml."""
    if roaming := environment.get("APPDATA"):
        return Path(roaming) / "ImportDesk" / FILE
    home = environment.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "import-desk" / FILE


def use(record: Path, file: Path) -> None:
    """From now on `file` counts for this user; DeskError where it cannot be used."""
    _checked(in_force({}, file))
    atomic_text(record, f"{HEAD}{ELSEWHERE} = {_quoted(str(file.absolute()))}\n")


def change(file: Path, words: Iterable[str]) -> None:
    """Set name=value in a desk.toml (name= takes it out); other lines stay. It is checked before it is written."""
    lines = file.read_text("utf-8-sig").splitlines() if file.is_file() else HEAD.splitlines()
    for word in words:
        name, value = _asked(word)
        at = next((n for n, line in enumerate(lines) if line.partition("=")[0].strip() == name), None)
        said = [f"{name} = {_quoted(_stored(name, value, file.absolute().parent))}"] if value else []
        lines[slice(at, at + 1) if at is not None else slice(len(lines), None)] = said

    def usable(part: Path) -> None:
        try:
            _checked(Settings(read_desk_file(part, file.parent)))
        except DeskError as error:
            raise DeskError(error.what, error.where.replace(str(part), str(file)), error.todo) from None

    atomic_text(file, "\n".join(lines) + "\n", check=usable)


def _asked(word: str) -> tuple[str, str]:
    name, sign, value = word.partition("=")
    if not sign or name.strip() not in KEYS:
        todo = f"Write name=value with one of: {', '.join(KEYS)}."
        raise DeskError(f"{word!r} is no setting of a desk.", "Option --set.", todo)
    return name.strip(), value.strip()


def _stored(name: str, value: str, home: Path) -> str:
    """A path typed in any folder, as the file keeps it: from its own folder on where it lies below, else in full."""
    if name not in PATHS or "://" in value:
        return value
    full = Path(value).absolute()
    return full.relative_to(home).as_posix() if full.is_relative_to(home) else str(full)


def _checked(settings: Settings) -> None:
    """DeskError where the policy, the calendar, a register, an instrument or a word on files cannot be used."""
    settings.rules()
    settings.policy()
    settings.terms()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # TOML writes a basic string as JSON does
