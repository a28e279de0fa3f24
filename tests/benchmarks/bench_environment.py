"""Makes the environment of the libraries that the matcher is measured against; build and tests never need it.

    python -m tests.benchmarks.bench_environment [FOLDER]

Installs `requirements-bench.lock`, every file by its hash, into FOLDER (`.venv-bench` beside the lock).
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-bench.lock"
PEERS = ("recordlinkage", "splink", "polars")


def peer_python(folder: Path | None = None) -> Path:
    """The Python of the environment, there or not; IMPORT_DESK_BENCH names another folder."""
    place = folder or Path(os.environ.get("IMPORT_DESK_BENCH", ROOT / ".venv-bench"))
    return place / "Scripts" / "python.exe" if os.name == "nt" else place / "bin" / "python"


def main(arguments: list[str]) -> int:
    """Make the environment."""
    folder = Path(arguments[0]) if arguments else ROOT / ".venv-bench"
    venv.create(folder, with_pip=True)
    command = [
        str(peer_python(folder)),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        str(LOCK),
    ]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
