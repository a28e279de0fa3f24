"""A file is read again before it lies in the outgoing folder: by its schema, and record by record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.produce.outgoing import settled
from xl_addin.desk.produce.files import put_in_place
from xl_addin.domain.errors import DeskError
from xl_addin.messages.layouts import messages_kept, use_bank_messages


def test_a_file_that_the_tables_do_not_allow_any_more_does_not_lie_there(tmp_path: Path) -> None:
    """The bank shortened invoice numbers since the draft: the bytes are the same, and the server would refuse them."""
    desk, own = settled(tmp_path), tmp_path / "ours"
    desk.produce()
    (desk.folder_out / desk.lying[0]).unlink()
    own.mkdir()
    (own / "fields.csv").write_text("message,element,length\nBES,invoiceNo,3\n")
    with messages_kept():
        use_bank_messages(own)
        with pytest.raises(DeskError, match="does not read as what it was made of") as refused:
            put_in_place(desk.ledger, "2026-10", desk.folder_out)
    assert "invoiceNo" in refused.value.what
    assert "It does not leave." in refused.value.todo
    assert desk.lying == []
    assert put_in_place(desk.ledger, "2026-10", desk.folder_out) == []
    assert len(desk.lying) == 1
