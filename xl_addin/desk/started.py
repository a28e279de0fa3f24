"""How a person starts the command line on this machine: what help and remedies tell to type."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SCRIPT, MODULE = "import-desk", "python -m xl_addin"
STARTED_BY = "IMPORT_DESK_STARTED_AS"  # set by desk.py for the program that it hands a command to


def program() -> str:
    """The words before a command: `python desk.py` from a checkout, `import-desk` where it is installed."""
    told = os.environ.get(STARTED_BY, "")
    is_module = Path(sys.argv[0]).name == "__main__.py"
    return told or (MODULE if is_module else SCRIPT)


def typed(words: str) -> str:
    """A whole command as it is typed here: `import-desk rules ask`."""
    return f"{program()} {words}"
