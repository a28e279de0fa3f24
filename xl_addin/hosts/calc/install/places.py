"""Where an installation lies in a user's profile of LibreOffice, and what is there of one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xl_addin.hosts.calc.functions.component import LIBRARIES
from xl_addin.hosts.calc.functions.describe import IDENTIFIER

LOG = "import-desk.log"
_FOLDER = re.compile(r"UNO_USER_PACKAGES_CACHE/uno_packages/([^/\s]+/[^/\s]+)/")
_VERSION = re.compile(r'<version value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Places:
    """The files of an installation in a profile."""

    profile: Path

    @property
    def may_be_written(self) -> bool:
        """Whether this user may write into the profile, or make it where there is none yet."""
        there = next(one for one in (self.profile, *self.profile.absolute().parents) if one.exists())
        return there.is_dir() and os.access(there, os.W_OK | os.X_OK)

    @property
    def libraries(self) -> Path:
        """Says where the libraries lie that the buttons need, and where to note what goes wrong."""
        return self.profile / "user" / LIBRARIES

    @property
    def log(self) -> Path:
        """What LibreOffice's Python notes of us."""
        return self.profile / "user" / LOG

    def told(self, site: Path) -> str:
        """What stands in the file of libraries."""
        return json.dumps({"site": str(site), "log": str(self.log)}, indent=1) + "\n"

    @property
    def site(self) -> str:
        """The folder of libraries that was told; "" where none is."""
        try:
            return str(json.loads(self.libraries.read_text(encoding="utf-8"))["site"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of our extension that this user has: one, or none."""
        return tuple(_versions(self.profile))


def _versions(profile: Path) -> Iterator[str]:
    """By LibreOffice's own list of what counts: the folder of a replaced or removed one stays for a while."""
    cache = profile / "user" / "uno_packages" / "cache"
    for listed in sorted(cache.glob("registry/*configuration*/configmgr.ini")):
        for folder in dict.fromkeys(_FOLDER.findall(listed.read_text(encoding="utf-8", errors="replace"))):
            description = cache / "uno_packages" / folder / "description.xml"
            text = description.read_text(encoding="utf-8", errors="replace") if description.is_file() else ""
            if f'"{IDENTIFIER}"' in text:
                yield from _VERSION.findall(text)[:1]
