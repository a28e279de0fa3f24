"""What the command line prints reaches any console: a sign that it cannot show is written otherwise, never a crash.

Printing comes last, when a step is committed already: neither a console's encoding nor a reader that has gone
(`| head`) may leave the result of the step unknown.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError

# Signs of our own texts and of the desk's names, as a console without them shows them.
_OTHERWISE = {
    "✓": "OK",
    "✗": "X",
    "–": "-",
    "—": "-",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "→": "->",
    "×": "x",
    "·": "-",
    "₹": "INR ",
    "\u00a0": " ",
    "─": "-",
    "━": "-",
    "│": "|",
    "╭": "+",
    "╮": "+",
    "╰": "+",
    "╯": "+",
}
ERRORS = "import-desk"


def any_console() -> None:
    """From here on no sign and no closed pipe stops what is printed."""
    codecs.register_error(ERRORS, _otherwise)
    sys.stdout, sys.stderr = _outlet(sys.stdout, _Outlet), _outlet(sys.stderr, _Aside)


def _otherwise(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    plain = "".join(_OTHERWISE.get(sign, sign) for sign in signs)
    return plain.encode("ascii", "backslashreplace").decode("ascii"), error.end


class _Outlet(io.TextIOWrapper):
    """A standard stream that goes on in silence when its reader has gone, and tells what else stops it."""

    def write(self, text: str, /) -> int:
        """Writes, or drops what nobody reads any more."""
        with self._told():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Flushes, or drops what nobody reads any more."""
        with self._told():
            super().flush()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            self._to_nowhere()
        except OSError as error:
            self._to_nowhere()
            self._stopped(error)

    def _stopped(self, error: OSError) -> None:
        raise DeskError(
            f"The result could not be printed: {error.strerror}.",
            "Where the output of the command goes.",
            f"What the command did is kept; see {typed('history')}. Make room there and run it again.",
        ) from None

    def _to_nowhere(self) -> None:
        """What is still held goes nowhere, so that no later flush fails either."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        with contextlib.suppress(OSError):
            os.dup2(nowhere, self.fileno())
        os.close(nowhere)


class _Aside(_Outlet):
    """The stream of errors: what cannot even be told there changes nothing."""

    def _stopped(self, error: OSError) -> None:
        pass


def _outlet(stream: TextIO, kind: type[_Outlet]) -> TextIO:
    """The stream in a form that survives; one that is no real stream (a test's, or none at all) stays as it is."""
    if type(stream) is not io.TextIOWrapper:
        return stream
    encoding, by_line = stream.encoding, stream.line_buffering
    with contextlib.suppress(OSError):
        stream.flush()
    return kind(stream.detach(), encoding=encoding, errors=ERRORS, line_buffering=by_line)
