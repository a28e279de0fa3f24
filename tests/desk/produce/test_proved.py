"""A file is read again before it lies in the outgoing folder: by its schema, and record by record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import orm
from tests.desk.produce.outgoing import BOE, reply_to, settled
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


def test_case_104_a_message_made_again_has_the_same_bytes_and_only_what_was_rejected_goes_again(tmp_path: Path) -> None:
    desk = settled(tmp_path, {}, minor=10000)
    desk.orms(orm(number="IBA26100000002", amount="900.00"), file="orm2.csv")
    desk.settle("IBA26100000002/0009001", f"{BOE}#1", 20000)
    desk.produce()
    desk.release()
    (name,) = desk.lying
    before = (desk.folder_out / name).read_bytes()
    (desk.folder_out / name).unlink()
    assert put_in_place(desk.ledger, "2026-10", desk.folder_out) == []
    assert (desk.folder_out / name).read_bytes() == before
    assert desk.produce().planned == ()  # the reply may be lost: nothing is sent twice for it
    desk.reply(*reply_to(desk, "BES", "SUCCESS", "EM_HDR_005"))
    assert desk.states == [("BES", "1", "PASS"), ("BES", "1", "FAIL")]
    (again,) = desk.produce().planned
    assert [one.record.values["outwardReferenceNumber"] for one in again.records] == ["IBA26100000002"]
    assert again.file != name.rpartition("/")[2]
