"""Each message's dummy file: read and written again it is the same to the byte."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from xl_addin.domain.content import content_of
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.record import Counts
from xl_addin.messages.write import write

GOLDEN = Path(__file__).parent / "golden"
REQUESTS = sorted(path for path in GOLDEN.iterdir() if "Ack" not in path.name)


@pytest.mark.parametrize("path", REQUESTS, ids=[path.name for path in REQUESTS])
def test_what_is_read_is_written_again_to_the_byte(path: Path) -> None:
    message = layout(path.name.split(".")[1])
    records = list(read(message, content_of(path)))
    stream = io.BytesIO()
    assert write(message, records, stream) == Counts(1, 1 if message.has_invoices else 0)
    assert stream.getvalue() == path.read_bytes()
