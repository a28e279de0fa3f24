"""Finds LibreOffice for the tests; as root on Debian or Ubuntu installs it when it is missing.

python -m tests.office.install      exit code 1 only where CI=true and something is still missing
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OLDEST = (24, 8)  # XLOOKUP, FILTER and LET are computed from here on
OFFICE_PACKAGES = ("libreoffice-calc", "python3-uno", "libreoffice-script-provider-python")
OTHER_PACKAGES = ("poppler-utils", "fonts-liberation", "fonts-crosextra-carlito", "fonts-crosextra-caladea")
OTHER_PACKAGES += ("xvfb", "openbox", "xdotool", "imagemagick")  # a screen that nobody sees
LOCK_WAIT_SECONDS = 600
UNO_PACKAGE = "python3-uno"  # among OFFICE_PACKAGES; an office installed before may be without it
OUR_SOURCE = "import-desk-backports.sources"


class InstallFailed(Exception):
    """LibreOffice could not be installed: what happened and the last lines of the installer."""


# --- what is here ---


def candidates() -> list[Path]:
    """Places where soffice may lie, best first."""
    found = [Path(path) for path in [shutil.which("soffice"), "/usr/lib/libreoffice/program/soffice"] if path]
    found += sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    for name in ("ProgramFiles", "ProgramFiles(x86)"):
        if os.environ.get(name):
            # soffice.com is the console form: it waits and returns an exit code.
            found.append(Path(os.environ[name]) / "LibreOffice" / "program" / "soffice.com")
    return found


@cache
def version_of(soffice: Path) -> tuple[int, int] | None:
    """Major and minor version that a soffice tells of itself; None when it does not start."""
    try:
        told = subprocess.run([str(soffice), "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"LibreOffice\D+(\d+)\.(\d+)", told.stdout)
    return (int(match[1]), int(match[2])) if match else None


def find_office() -> Path | None:
    """The first soffice that is new enough."""
    for path in candidates():
        if path.exists() and (version_of(path) or (0, 0)) >= OLDEST:
            return path
    return None


@cache
def find_uno_python() -> Path | None:
    """The Python that can talk to a running LibreOffice: the one it brings, or the system's with its bridge."""
    office = find_office()
    brought = [office.resolve().with_name(name) for name in ("python", "python.exe")] if office else []
    for path in [*brought, Path("/usr/bin/python3")]:
        if path.is_file():
            told = subprocess.run([str(path), "-c", "import uno"], capture_output=True, timeout=60, check=False)
            if told.returncode == 0:
                return path
    return None


def lacking() -> list[str]:
    """What the host tests need and this machine has not."""
    found: tuple[tuple[object, str], ...] = (
        (find_office(), f"LibreOffice {OLDEST[0]}.{OLDEST[1]} or newer"),
        (find_uno_python(), f"LibreOffice's bridge to Python ({UNO_PACKAGE})"),
        (shutil.which("pdftoppm"), "pdftoppm (poppler)"),
    )
    return [what for is_here, what in found if not is_here]


def lacking_screen() -> list[str]:
    """What the tests in a real window need besides, and this machine has not."""
    return [tool for tool in ("Xvfb", "openbox", "xdotool", "import") if shutil.which(tool) is None]


# --- where this machine's packages come from ---


@dataclass(frozen=True)
class Source:
    """One archive of packages: address, suites, components, key file."""

    address: str
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""


def package_sources(folder: Path) -> list[Source]:
    """All enabled binary sources below an apt folder, both file formats."""
    found: list[Source] = []
    for path in [folder / "sources.list", *sorted((folder / "sources.list.d").glob("*"))]:
        if path.is_file() and path.suffix == ".sources":
            found += _stanza_sources(path.read_text(encoding="utf-8"))
        elif path.is_file() and path.suffix == ".list":
            found += _line_sources(path.read_text(encoding="utf-8"))
    return found


def _stanza_sources(text: str) -> list[Source]:
    found = []
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for stanza in re.split(r"\n\s*\n", lines):
        fields = {
            name.lower(): " ".join(value.split())
            for name, value in re.findall(r"^([\w-]+):((?:.*)(?:\n[ \t].*)*)", stanza, re.MULTILINE)
        }
        if "deb" in fields.get("types", "").split() and fields.get("enabled", "yes").lower() not in {"no", "false"}:
            suites, components = fields.get("suites", "").split(), fields.get("components", "").split()
            # A key may stand in the stanza itself, over several lines; then only its file form can be repeated.
            key = fields.get("signed-by", "") if fields.get("signed-by", "").startswith("/") else ""
            found += [Source(uri, tuple(suites), tuple(components), key) for uri in fields.get("uris", "").split()]
    return found


def _line_sources(text: str) -> list[Source]:
    found = []
    for options, uri, suite, components in re.findall(
        r"^[ \t]*deb[ \t]+(?:\[([^]\n]*)\][ \t]*)?(\S+)[ \t]+(\S+)[ \t]*([^#\n]*)", text, re.MULTILINE
    ):
        signed_by = re.search(r"signed-by=(\S+)", options)
        key = signed_by[1] if signed_by else ""
        found.append(Source(uri, (suite,), tuple(components.split()), key))
    return found


def backports_stanza(sources: list[Source], codename: str) -> str:
    """A source file for this release's backports at the address the machine already uses; empty when not needed."""
    backports = f"{codename}-backports"
    if any(backports in source.suites for source in sources):
        return ""
    own = next((source for source in sources if codename in source.suites), None)
    if own is None:
        raise InstallFailed(f"No package source of this machine serves {codename}.")
    signed = f"Signed-By: {own.signed_by}\n" if own.signed_by else ""
    components = " ".join(own.components) or "main"
    return f"Types: deb\nURIs: {own.address}\nSuites: {backports}\nComponents: {components}\n{signed}"


# --- installing ---


def release() -> dict[str, str]:
    """The fields of /etc/os-release; empty where there is none."""
    path = Path("/etc/os-release")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}


def may_install() -> bool:
    """Whether this is Debian or Ubuntu and we are root."""
    kind = release()
    family = {kind.get("ID", ""), *kind.get("ID_LIKE", "").split()}
    return bool(family & {"debian", "ubuntu"}) and os.name == "posix" and os.geteuid() == 0


def is_installed(package: str) -> bool:
    """Whether a Debian package is installed."""
    return told_by_dpkg(package, "${db:Status-Status}") == "installed"


def told_by_dpkg(package: str, field: str) -> str:
    """One field of a Debian package; empty when it was never installed."""
    command = ["dpkg-query", "-W", "-f", field, package]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def bridge() -> str:
    """The package of the Python bridge in the version of the office that is installed."""
    version = told_by_dpkg("libreoffice-core", "${Version}")
    return f"{UNO_PACKAGE}={version}" if version else UNO_PACKAGE


def apt(*arguments: str) -> None:
    """Run apt-get, waiting for another installer that holds a lock; InstallFailed with its last lines."""
    command = ["apt-get", "-qy", "-o", f"DPkg::Lock::Timeout={LOCK_WAIT_SECONDS}", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode == 0:
            return
        # The option above covers the install lock; the lock of the package lists is waited for here.
        is_locked = "Could not get lock" in done.stderr or "Unable to lock" in done.stderr
        if not is_locked or time.monotonic() > deadline:
            last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
            raise InstallFailed(f"apt-get {' '.join(arguments)} failed:\n{last}")
        say("Another installer is running; waiting for it ...")
        time.sleep(5)


def offered(suite: str = "") -> tuple[int, int]:
    """The version of Calc that the package lists offer, from one suite if named; (0, 0) when none."""
    chosen = ["-o", f"APT::Default-Release={suite}"] if suite else []
    command = ["apt-cache", *chosen, "policy", OFFICE_PACKAGES[0]]
    told = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False)
    match = re.search(r"Candidate: (?:\d+:)?(\d+)\.(\d+)", told.stdout)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def install_missing() -> None:
    """Install what is missing from this machine's own archives, from backports when the release is too old."""
    others = [package for package in OTHER_PACKAGES if not is_installed(package)]
    needs_office = find_office() is None
    needs_bridge = not needs_office and find_uno_python() is None
    if not others and not needs_office and not needs_bridge:
        return
    say("LibreOffice for the tests: refreshing the package lists ...")
    apt("update")
    if needs_office:
        suite = suite_with_office()
        say(f"Installing LibreOffice{f' from {suite}' if suite else ''} (about 300 MB on disk) ...")
        chosen = ["-t", suite] if suite else []
        apt("install", "--no-install-recommends", *chosen, *OFFICE_PACKAGES)
    if needs_bridge:
        say(f"Installing {bridge()} ...")
        apt("install", "--no-install-recommends", bridge())
    version_of.cache_clear()
    find_uno_python.cache_clear()
    if others:
        say(f"Installing {', '.join(others)} ...")
        apt("install", "--no-install-recommends", *others)


def suite_with_office() -> str:
    """The suite to install Calc from: empty for the release itself, else its backports (added when missing)."""
    if offered() >= OLDEST:
        return ""
    codename = release().get("VERSION_CODENAME", "")
    stanza = backports_stanza(package_sources(Path("/etc/apt")), codename)
    if stanza:
        say(f"This release's LibreOffice is too old; adding {codename}-backports ...")
        (Path("/etc/apt/sources.list.d") / OUR_SOURCE).write_text(stanza, encoding="utf-8")
        apt("update")
    suite = f"{codename}-backports"
    if offered(suite) < OLDEST:
        raise InstallFailed(f"Neither {codename} nor {suite} has LibreOffice {OLDEST[0]}.{OLDEST[1]} or newer.")
    return suite


def say(line: str) -> None:
    """A progress line."""
    print(line, flush=True)


def main() -> int:
    """Make LibreOffice available if possible and say how it stands."""
    if may_install():
        try:
            install_missing()
        except InstallFailed as error:
            say(str(error))
    missing = lacking()
    if not missing:
        say(f"LibreOffice: {find_office()}")
        return 0
    if os.environ.get("CI", "").lower() == "true":
        say(f"Missing: {' and '.join(missing)}. CI runs every test; install it on this machine, or run as root.")
        return 1
    say(
        f"Not found: {' and '.join(missing)}; the tests that open workbooks in LibreOffice (marker `host`) are skipped."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
