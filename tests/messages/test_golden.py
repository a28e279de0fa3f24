"""Each message's dummy file: read and written again it is the same to the byte."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from xl_addin.domain.content import content_of
from xl_addin.messages.names import named
from xl_addin.messages.read import read
from xl_addin.messages.record import Counts
from xl_addin.messages.write import write

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.iterdir())


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_what_is_read_is_written_again_to_the_byte(path: Path) -> None:
    found = named(path.name)
    assert found is not None
    message = found.layout.reply if found.reply else found.layout
    records = list(read(message, content_of(path)))
    stream = io.BytesIO()
    assert write(message, records, stream) == Counts(1, 1 if message.has_invoices else 0)
    assert stream.getvalue() == path.read_bytes()
