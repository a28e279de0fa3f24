"""Where Excel finds Import Desk's Python: what the add-in, the server and the installation must agree on."""

from __future__ import annotations

from typing import Final

# The class of our server, registered for the user: Windows starts it where it does not run. Ours alone.
SERVER_ID: Final = "{6C5F3B0E-8D0A-4B57-9E0C-2A7D41F6B9C3}"
SERVER_NAME: Final = "ImportDesk.Server"
# What VBA may ask for.
CELLS, BUTTON = "cells", "button"
# After a command: a program presses, and a box would wait for ever; nobody is asked.
UNASKED: Final = " unasked"
