"""What an installation does, step by step, as values: they are shown before they are done, and done by one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HKCU = r"HKEY_CURRENT_USER"


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """A folder, if it is not there."""

    path: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Make the folder {self.path}"


@dataclass(frozen=True, slots=True)
class CopyFiles:
    """Files below `source` to `target`, and a list of them with their hashes; a file that is there already stays."""

    source: str
    target: str
    parts: tuple[str, ...]
    manifest: str
    built: tuple[str, ...] = ()  # copied where it is there

    @property
    def told(self) -> str:
        """The step in words."""
        built = "".join(f", {one} where it was built," for one in self.built)
        return (
            f"Copy {', '.join(self.parts)}{built} from {self.source} to {self.target}, and note the SHA-256 of each "
            f"file in {self.manifest}"
        )


@dataclass(frozen=True, slots=True)
class DropInstalled:
    """Removes the files that an installation listed; workbooks that a person changed or put there stay."""

    path: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Remove the files that an installation put into {self.path}; workbooks changed or added since stay"


@dataclass(frozen=True, slots=True)
class DropFile:
    """Removes one file, if it is there."""

    path: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Remove the file {self.path}"


@dataclass(frozen=True, slots=True)
class CopyFile:
    """One file, in place of an older one."""

    source: str
    target: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Copy {self.source} to {self.target}"


@dataclass(frozen=True, slots=True)
class WriteText:
    """A small text file."""

    path: str
    text: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Write {self.path} with: {self.text.strip()}"


@dataclass(frozen=True, slots=True)
class Unblock:
    """Takes the mark "from the Internet" from the files below a folder."""

    path: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Unblock the files below {self.path} (remove the mark that they came from the Internet)"


@dataclass(frozen=True, slots=True)
class Run:
    """A command that must succeed."""

    what: str
    command: tuple[str, ...]

    @property
    def told(self) -> str:
        """The step in words."""
        return f"{self.what}: {quoted(self.command)}"


@dataclass(frozen=True, slots=True)
class SetValue:
    """A value in the user's own registry; a number is a DWORD."""

    key: str
    name: str
    value: str | int

    @property
    def told(self) -> str:
        """The step in words."""
        kind = "DWORD" if isinstance(self.value, int) else "text"
        return rf"Set in the registry {HKCU}\{self.key}, {self.name or '(default)'} ({kind}) = {self.value}"


@dataclass(frozen=True, slots=True)
class DropValue:
    """Removes a value, if it is there."""

    key: str
    name: str

    @property
    def told(self) -> str:
        """The step in words."""
        return rf"Remove from the registry {HKCU}\{self.key}, {self.name}"


@dataclass(frozen=True, slots=True)
class DropKey:
    """Removes a key with its values, if it is there."""

    key: str

    @property
    def told(self) -> str:
        """The step in words."""
        return rf"Remove from the registry the key {HKCU}\{self.key}"


@dataclass(frozen=True, slots=True)
class DropFolder:
    """Removes a folder with all that is in it."""

    path: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Remove the folder {self.path} with all that is in it"


@dataclass(frozen=True, slots=True)
class DropEmptyFolder:
    """Removes a folder in which nothing is left."""

    path: str

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Remove the folder {self.path}, if nothing is left in it"


@dataclass(frozen=True, slots=True)
class StopServer:
    """Asks the waiting Python to end."""

    @property
    def told(self) -> str:
        """The step in words."""
        return "Ask the server to stop, if it runs, and wait for it"


@dataclass(frozen=True, slots=True)
class StartServer:
    """Starts the Python that waits for Excel."""

    command: tuple[str, ...]

    @property
    def told(self) -> str:
        """The step in words."""
        return f"Start the server: {quoted(self.command)}"


Step = (
    MakeFolder
    | CopyFiles
    | CopyFile
    | WriteText
    | Unblock
    | Run
    | SetValue
    | DropValue
    | DropKey
    | DropInstalled
    | DropFile
    | DropFolder
    | DropEmptyFolder
    | StopServer
    | StartServer
)


def quoted(command: Sequence[str]) -> str:
    """A command as it is typed."""
    return " ".join(f'"{part}"' if " " in part or "\\" in part else part for part in command)


def told(steps: Sequence[Step]) -> list[str]:
    """The plan, numbered."""
    return [f"{number:>3}. {step.told}" for number, step in enumerate(steps, 1)]
