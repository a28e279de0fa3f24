"""Acknowledgement slips (C.8(vii)): one for each importer of an act that settled; numbered, kept, made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import IMPORTER, csv_text
from tests.desk.month_fixture import MAKER, OCTOBER, law, read_csv
from tests.desk.papers.desk import BANK, raw
from tests.desk.test_command_line import run
from tests.ledger.acts import A_TEST
from xl_addin.desk import whole_folder
from xl_addin.desk.answers.undo import history, undo
from xl_addin.desk.answers.undo_told import lines_of_act
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.papers import drafts
from xl_addin.desk.papers.again import again, missing_in
from xl_addin.desk.papers.issue import BY_IMPORTER, MERGED, SINGLE, Made, Office, Order
from xl_addin.desk.papers.issue_slips import issue_slips, without_slip
from xl_addin.desk.papers.register import Shown, shown
from xl_addin.desk.papers.templates import SHIPPED, Templates
from xl_addin.documents.facts import facts_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import plain
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.papers import Posted, issued, posted_lines


def slips(ledger: Ledger, folder: Path, bank: str = BANK, own: Path | None = None, **how: object) -> Made:
    order = Order(folder, Templates(own), **how)  # type: ignore[arg-type]
    return issue_slips(Office(ledger, OCTOBER, law(), MAKER, bank, order))


def master(ledger: Ledger, folder: Path, **line: str) -> None:
    """Takes in another line of the importer master."""
    folder.mkdir()
    (folder / "importers.csv").write_text(csv_text([{**IMPORTER, **line}]), "utf-8")
    take_in(ledger, folder, OCTOBER, MAKER)


# by the rows of the file: importer of the bill of entry, currency, what was settled of the invoices
SETTLED = """
    SELECT i.iec, p.invoice_currency, sum(p.amount_invoice_minor) FROM postings p
    JOIN (SELECT DISTINCT invoice_key, iec FROM invoice_events) i ON i.invoice_key = p.invoice_key
    WHERE p.posting = 'SETTLE' GROUP BY 1, 2
"""


def test_every_importer_of_what_was_settled_has_one_slip_with_all_of_it(ledger: Ledger, tmp_path: Path) -> None:
    made = slips(ledger, tmp_path / "papers")
    settled = raw(ledger, SETTLED)
    assert [one.number for one in made.papers] == [
        f"SLIP/2026-27/{at:06d}" for at in range(1, len({iec for iec, _, _ in settled}) + 1)
    ]
    totals = {
        (one.draft.item_key, row[-1].replace(",", "").replace("₹ ", "INR "))
        for one in made.papers
        for row in one.draft.facts.grids["settled"].rows
        if row[0] == "Total"
    }
    assert totals == {(iec, f"{currency} {plain(minor, currency)}") for iec, currency, minor in settled}


def test_a_slip_says_what_the_law_asks_and_what_it_stands_on(ledger: Ledger, tmp_path: Path) -> None:
    (one, *_) = slips(ledger, tmp_path / "papers").papers
    text = "\n".join(block.text for block in one.paper.blocks)
    master = raw(ledger, f"SELECT name, address FROM importers WHERE iec = '{one.draft.item_key}'")[0]  # noqa: S608
    for said in (*master, one.draft.item_key, BANK, "31-Oct-2026", "Please keep the Importer copy"):
        assert str(said) in text
    assert one.paper.citations[0].startswith("Act 2 of 31-Oct-2026, settled by maker1")
    assert "C.8(vii)" in one.paper.citations[1]
    assert one.paper.citations[-1] == "By the ledger up to act 3."


def test_running_twice_issues_nothing_twice_and_the_register_has_each(ledger: Ledger, tmp_path: Path) -> None:
    first = slips(ledger, tmp_path / "papers")
    assert slips(ledger, tmp_path / "papers").papers == ()
    rows = read_csv(tmp_path / "papers" / "papers.csv")
    assert [row["number"] for row in rows] == [one.number for one in first.papers]
    assert {row["state"] for row in rows} == {"issued"}
    assert list(without_slip(ledger, OCTOBER)) == []
    with ledger.read() as connection:
        assert check_chain(connection).broken == ()


def test_looking_first_keeps_nothing_and_numbers_as_the_issue_will(ledger: Ledger, tmp_path: Path) -> None:
    looked = slips(ledger, tmp_path / "papers", only_list=True)
    assert not (tmp_path / "papers").exists()
    assert list(without_slip(ledger, OCTOBER)) == [("2026-10", 1)]
    assert [one.number for one in looked.papers] == [one.number for one in slips(ledger, tmp_path / "papers").papers]


@pytest.mark.parametrize("files", [SINGLE, BY_IMPORTER, MERGED])
def test_a_paper_is_made_again_from_the_ledger_with_the_same_bytes(ledger: Ledger, tmp_path: Path, files: str) -> None:
    made = slips(ledger, tmp_path / "papers", files=files)
    assert len(made.files) == (1 if files == MERGED else len(made.papers))
    for one in again(ledger, [paper.number for paper in made.papers], tmp_path / "again"):
        assert one.is_same
        assert one.path.read_bytes() == (tmp_path / "papers" / one.path.name).read_bytes()


def test_a_template_that_the_bank_changed_later_does_not_change_what_was_issued(ledger: Ledger, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (SHIPPED / "slip.txt").read_text("utf-8")
    (own / "slip.txt").write_text(text.replace("# Acknowledgement", "# Our acknowledgement"), "utf-8")
    made = slips(ledger, tmp_path / "papers", own=own)
    assert made.papers[0].paper.blocks[0].text == "Our acknowledgement of settlement of imports"
    (own / "slip.txt").write_text(text, "utf-8")
    assert all(one.is_same for one in again(ledger, [made.papers[0].number], tmp_path / "again"))


def _left_out(name: str) -> str:
    return (SHIPPED / "slip.txt").read_text("utf-8").replace(name, "")


BAD_TEMPLATES = {
    "an unknown field": ({"slip.txt": "{importr}"}, "did you mean importer?"),
    "without the recap of remittances": ({"slip.txt": _left_out("[unsettled_orm]")}, "SLIP_UNSETTLED_ORM no|sum up"),
    "without the address": ({"slip.txt": _left_out("{address}")}, "carry the importer's address"),
    "without the bills": ({"slip.txt": _left_out("[bills]")}, "date of the bill of entry"),
    "without the sentence to keep it": ({"slip.txt": _left_out("{preserve}")}, "leaves out.*preserve"),
    "without its number": ({"slip.txt": _left_out("{number}")}, "leaves out.*number"),
    "under a name that no paper has": ({"slips.txt": "x"}, "would not be read: slips.txt"),
    "in another encoding": ({"slip.txt": b"\xff\xfa\xe4"}, "cannot be read"),
}


@pytest.mark.parametrize(("files", "told"), BAD_TEMPLATES.values(), ids=BAD_TEMPLATES)
def test_a_template_that_may_not_be_used_is_told_and_nothing_is_made(
    ledger: Ledger, tmp_path: Path, files: dict[str, str | bytes], told: str
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name, content in files.items():
        (own / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DeskError, match=told):
        slips(ledger, tmp_path / "papers", own=own)
    assert not (tmp_path / "papers").exists()
    with ledger.read() as connection:
        assert issued(connection) == []


def test_case_105_a_slip_without_address_or_name_is_left_out_and_told_and_made_once_it_is_there(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Whose line of the master has no address waits; the others are made; the next run makes his."""
    whole = slips(ledger, tmp_path / "look", only_list=True)
    gone = whole.papers[0].draft.item_key
    master(ledger, tmp_path / "without", iec=gone, address="")
    made = slips(ledger, tmp_path / "papers")
    assert len(made.papers) == len(whole.papers) - 1
    (left,) = made.left
    assert (gone in left.item, left.why) == (True, "the importer master has no address.")
    master(ledger, tmp_path / "with", iec=gone, address="PLOT 7")
    then = slips(ledger, tmp_path / "papers")
    assert [(one.number, one.draft.item_key) for one in then.papers] == [
        (f"SLIP/2026-27/{len(whole.papers):06d}", gone)
    ]


def test_a_slip_whose_settlement_was_taken_back_is_told_and_the_next_has_a_new_number(
    ledger: Ledger, tmp_path: Path
) -> None:
    made = slips(ledger, tmp_path / "papers")
    while undo(ledger, MAKER).kind != "SETTLE":
        pass
    assert slips(ledger, tmp_path / "papers").papers == ()
    with ledger.read() as connection:
        assert {one.stands for one in issued(connection)} == {False}
    again(ledger, [made.papers[0].number], tmp_path / "again")


def test_a_line_that_two_people_took_back_after_its_slip_is_told_in_the_register(
    ledger: Ledger, tmp_path: Path
) -> None:
    (orm, invoice, *_) = raw(
        ledger,
        "SELECT orm_key, invoice_key FROM postings p WHERE posting = 'SETTLE' AND NOT EXISTS"
        " (SELECT 1 FROM postings q WHERE q.orm_key = p.orm_key AND q.id <> p.id) LIMIT 1",
    )[0]
    slips(ledger, tmp_path / "papers")
    line = next(one.line for one in posted(ledger) if (one.line.orm_key, one.line.invoice_key) == (orm, invoice))
    with ledger.step(A_TEST, OCTOBER, MAKER) as step:
        values = line._asdict()
        step.add(tables.postings, [{"posting": "RESTORE", "pass": values.pop("found_by"), **values}])
    told = [one.state for one in register(ledger) if "taken back" in one.state]
    assert [state.partition(" of its")[0] for state in told] == ["1"]


def posted(ledger: Ledger) -> list[Posted]:
    with ledger.read() as connection:
        return posted_lines(connection, "2026-10")


def register(ledger: Ledger) -> list[Shown]:
    with ledger.read() as connection:
        return shown(issued(connection), connection)


def test_what_is_taken_back_is_told_with_the_papers_issued_of_it(ledger: Ledger, tmp_path: Path) -> None:
    made = slips(ledger, tmp_path / "papers")
    acts = {one.seq: one for one in history(ledger)}
    settled = acts[made.papers[0].draft.of_seq]
    assert f"{len(made.papers)} papers were issued of it, SLIP/2026-27/000001" in " ".join(
        lines_of_act(ledger, settled)
    )
    assert f"{len(made.papers)} papers" in " ".join(lines_of_act(ledger, acts[made.seq]))


def test_files_that_could_not_be_put_in_place_are_told_as_issued_and_made_from_the_ledger(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(ready: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(whole_folder, "_put_in_place", held)
    with pytest.raises(DeskError, match="only their files could not be put in place") as told:
        slips(ledger, tmp_path / "papers")
    assert "papers again --missing" in told.value.todo
    monkeypatch.undo()
    assert slips(ledger, tmp_path / "papers").papers == ()  # and none is issued twice
    lacking = missing_in(ledger, tmp_path / "elsewhere")
    assert all(one.is_same for one in again(ledger, lacking, tmp_path / "elsewhere"))
    assert missing_in(ledger, tmp_path / "elsewhere") == []


def test_a_slip_bears_the_ad_codes_of_its_remittances(ledger: Ledger, tmp_path: Path) -> None:
    made = slips(ledger, tmp_path / "papers")
    codes = {one.partition("/")[2] for (one,) in raw(ledger, "SELECT DISTINCT orm_key FROM postings")}
    shown = {code for one in made.papers for code in one.draft.facts.fields["ad_code"].split(", ")}
    assert shown == codes


def test_a_register_without_the_sentence_for_the_slip_is_told(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "notices_on", lambda paper: ())
    with pytest.raises(DeskError, match="no sentence for the acknowledgement slip"):
        slips(ledger, tmp_path / "papers")


def test_a_month_after_the_day_has_no_slips_yet(ledger: Ledger, tmp_path: Path) -> None:
    office = Office(ledger, OCTOBER, law(), MAKER, BANK, Order(tmp_path / "papers", Templates()))
    with pytest.raises(DeskError, match="2026-11 lies after the as-on date 31-Oct-2026"):
        issue_slips(office, "2026-11")


def test_no_bank_no_slip(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="No bank is named"):
        slips(ledger, tmp_path / "papers", bank="  ")


def test_a_disk_that_is_full_leaves_no_number_and_no_file(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xl_addin.desk.papers import issue

    calls = []

    def full(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(issue, "bytes_aside", full)
    with pytest.raises(DeskError, match="No space left on device"):
        slips(ledger, tmp_path / "papers")
    assert [one.name for one in (tmp_path / "papers").iterdir() if not one.name.startswith(".")] == []
    with ledger.read() as connection:
        assert issued(connection) == []
    monkeypatch.undo()
    assert slips(ledger, tmp_path / "papers").papers[0].number == "SLIP/2026-27/000001"


def test_the_command_issues_lists_and_makes_again(ledger: Ledger, tmp_path: Path) -> None:
    where = ["--ledger", str(ledger.path)]
    day = ["--as-on", "2026-10-31"]
    out = ["--out", str(tmp_path / "papers")]
    first = run("papers", "slips", *day, *where, *out, "--bank", BANK, "--files", "all")
    assert first.returncode == 0, first.stderr
    assert "acknowledgement slip of a settlement, SLIP/2026-27/000001 to" in first.stdout
    assert "SLIP/2026-27/000001" in run("papers", "list", *day, *where).stdout
    same = run("papers", "again", "SLIP/2026-27/000001", *where, "--out", str(tmp_path / "again"))
    assert (same.returncode, "the same as issued" in same.stdout) == (0, True)


def test_facts_of_the_register_are_those_of_the_paper(ledger: Ledger, tmp_path: Path) -> None:
    made = slips(ledger, tmp_path / "papers")
    with ledger.read() as connection:
        kept = [facts_of(one.facts) for one in issued(connection)]
    assert kept == [one.draft.facts for one in made.papers]
