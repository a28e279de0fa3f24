"""What the browser loads as it is, and the manifest before it is filled in."""

from pathlib import Path

HOME = Path(__file__).parent
