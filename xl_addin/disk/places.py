"""Whether a folder is this computer's own: a database in a file must not lie on a network or in a synced folder.

There locks do not hold between computers, and what synchronises copies the file while it is half written. Where the
bank says that it may all the same (`ledger_on_share` in desk.toml), that is told with each act.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path

_allowed: ContextVar[str] = ContextVar("allowed", default="")

_MOUNTS = Path("/proc/self/mounts")
_ON_A_NETWORK = re.compile(
    r"nfs[34]?|cifs|smb[23]?|smbfs|afs|ceph|davfs|glusterfs|lustre|gpfs|ncpfs|ocfs2|gfs2|vboxsf|prl_fs|"
    r"fuse\.(?:sshfs|rclone|gcsfuse|s3fs|goofys|davfs2?|curlftpfs|google-drive-ocamlfuse|onedriver|glusterfs|ceph.*)"
)
# Environment of the person -> whose folder it names.
_NAMED = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "DROPBOX_PATH": "Dropbox",
}
# What lies in the top folder of what synchronises -> what it is.
_MARKS = {
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".boxsync": "Box",
}
# Names that the programs themselves give their top folder, where they leave no mark in it.
_NAMES = re.compile(
    r"(?i)(?P<onedrive>onedrive(?: - .+)?)|(?P<google>google ?drive|my drive|googledrive-.+)|"
    r"(?P<dropbox>dropbox(?: \(.+\))?)|(?P<icloud>icloud ?drive|com~apple~clouddocs)"
)
_CALLED = {"onedrive": "OneDrive", "google": "Google Drive", "dropbox": "Dropbox", "icloud": "iCloud"}
_REMOTE = 4  # what Windows calls a drive of another computer


def allow(why: str) -> None:
    """From here on a shared place may hold a ledger, for this reason; "" for none."""
    _allowed.set(why.strip())


def allowed() -> str:
    """Why the bank lets a shared place hold a ledger; "" where it does not."""
    return _allowed.get()


def shared_by(path: Path) -> str:
    """What makes the place of a file not this computer's own, in words; "" where it is."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 - a path of Windows is not resolved into a share's name
    real = full.parent.resolve() / full.name
    return _on_a_share(full, real) or synced_by(full, os.environ) or synced_by(real, os.environ)


def _on_a_share(full: Path, real: Path) -> str:
    if sys.platform == "win32":
        return share_of_windows(str(full), _drive_type) or share_of_windows(str(real), _drive_type)
    try:
        return share_of_mounts(real, _MOUNTS.read_text("utf-8", "replace").splitlines())
    except OSError:  # a system that tells its mounts elsewhere
        return ""


def share_of_mounts(path: Path, mounts: Iterable[str]) -> str:
    """The network file system that holds a path, by the lines of /proc/mounts; "" for one of this computer."""
    found, deepest = "", -1
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        at = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), parts[1]))
        if path.is_relative_to(at) and len(at.parts) >= deepest:  # a later mount hides the one below it
            found, deepest = parts[2], len(at.parts)
    return f"a network folder ({found})" if _ON_A_NETWORK.fullmatch(found) else ""


def share_of_windows(path: str, drive_type: Callable[[str], int]) -> str:
    """The share that a path of Windows lies on, by its own words or by its drive; "" for a drive of this computer."""
    plain = re.sub(r"^\\\\\?\\(UNC\\)?", lambda lead: r"\\" if lead[1] else "", path.replace("/", "\\"))
    if plain.startswith("\\\\") and not plain.startswith("\\\\."):
        share = "\\".join(plain.split("\\")[:4])
        return f"a network folder ({share})"
    drive = plain[:2].upper() if plain[1:2] == ":" else ""
    kind = drive_type(f"{drive}\\") if drive else 0
    return f"a network drive ({drive})" if kind == _REMOTE else ""


def _drive_type(root: str) -> int:
    import ctypes

    libraries = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    return int(libraries.kernel32.GetDriveTypeW(root))


def synced_by(path: Path, environment: Mapping[str, str]) -> str:
    """The program that synchronises the folder of a path with other computers; "" where none is known to."""
    for name, program in _NAMED.items():
        if (top := environment.get(name, "").strip()) and path.is_relative_to(Path(top)):
            return f"a folder that {program} synchronises ({top})"
    for folder in path.parents:
        if (program := _marked(folder) or _called(folder)) != "":
            return f"a folder that {program} synchronises ({folder})"
    return ""


def _marked(folder: Path) -> str:
    return next((program for mark, program in _MARKS.items() if (folder / mark).exists()), "")


def _called(folder: Path) -> str:
    found = _NAMES.fullmatch(folder.name)
    return _CALLED[found.lastgroup] if found and found.lastgroup else ""
