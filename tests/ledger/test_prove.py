"""One item proved to a reader without a ledger: what its proof shows, and what it does not let pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from xl_addin.cli.main import app
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.prove import check_proof, prove, read_proof
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import acts, chain, tables

ORM_KEY, OTHER = "B1/0009001", "B2/0009001"
INVOICE = "0052545/2026-10-06/INNSA1#1"


@pytest.fixture
def desk(tmp_path: Path, either: None) -> Desk:
    """Two remittances and two bills taken in, one line posted, one answer kept, then a third remittance."""
    desk = Desk(tmp_path)
    desk.take(
        {"a.obe.xml": obe_xml(boe(), boe(number="0000002")), "orm.csv": csv_text([orm(number="B1"), orm(number="B2")])}
    )
    desk.settle(ORM_KEY, INVOICE, 100)
    said = ("item_kind", "item_key", "fact", "value")
    with desk.ledger.step(acts.REVIEW, OCTOBER, ACTOR) as step:
        rows = [("ORM", "B1", "remarks", "seen"), ("ORM", "B2", "remarks", "not for others")]
        step.add(tables.answers, [dict(zip(said, row, strict=True)) for row in rows])
    desk.orms(orm(number="C3"))
    return desk


def proved(desk: Desk, name: str) -> dict[str, Any]:
    """The proof as its reader has it: through a file."""
    found: dict[str, Any] = json.loads(json.dumps(prove(desk.ledger, name)))
    return found


def broken(said: dict[str, Any], head: str = "") -> list[str]:
    return [check.question for check in check_proof(said, head) if not check.holds]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("B1", ["orm_events", "postings", "answers"]),
        (ORM_KEY, ["orm_events", "postings", "answers"]),
        (INVOICE, ["invoice_events", "postings"]),
        ("0052545", ["invoice_events", "postings"]),
        ("0052545/2026-10-06/INNSA1", ["invoice_events", "postings"]),
        ("C3", ["orm_events"]),
    ],
)
def test_a_proof_has_every_row_on_the_item_and_none_on_another(desk: Desk, name: str, written: list[str]) -> None:
    said = proved(desk, name)
    assert [row["table"] for row in said["rows"]] == written
    assert broken(said, said["head"]) == []
    assert not {"B2", "not for others", "0000002"} & {str(v) for row in said["rows"] for v in row["values"].values()}
    assert "not for others" not in json.dumps(said)


def test_an_item_that_the_ledger_has_not_is_told(desk: Desk) -> None:
    with pytest.raises(DeskError, match="no row on 'Z9' that can be proved by itself"):
        prove(desk.ledger, "Z9")


def test_a_head_answers_for_what_stood_before_it(desk: Desk) -> None:
    said = proved(desk, "B1")
    taken, posted, answered, later = (act["hash"] for act in said["acts"])
    under = "Every row stands under the head given"
    assert [broken(said, head) for head in (taken, posted, answered, later, "f" * 64)] == [
        [under],
        [under],
        [],
        [],
        [under],
    ]


def test_a_row_whose_act_was_taken_back_is_told(desk: Desk) -> None:
    undo(desk.ledger, ACTOR)
    assert broken(proved(desk, "C3")) == ["None of these acts was taken back"]
    assert broken(proved(desk, "B1")) == []


def first(said: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = said["rows"][0]
    return row


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "an amount": lambda said: first(said)["values"].update(amount_minor=1),
    "a text": lambda said: first(said)["values"].update(remarks="another"),
    "the place": lambda said: first(said).update(place=first(said)["place"] + 1),
    "a place below the first": lambda said: first(said).update(place=-1),
    "a hash beside": lambda said: first(said)["beside"].__setitem__(0, "0" * 64),
    "a hash less": lambda said: first(said)["beside"].pop(),
    "the act of a row": lambda said: first(said).update(act=2),
    "an act that is not there": lambda said: first(said).update(act=99),
    "who did it": lambda said: said["acts"][0].update(user="another"),
    "the day": lambda said: said["acts"][0].update(as_on="2026-10-30"),
    "an act left out": lambda said: said["acts"].pop(1),
    "the last act left out": lambda said: said["acts"].pop(),
    "the acts' order": lambda said: said["acts"].reverse(),
    "the head": lambda said: said.update(head="0" * 64),
    "a row of its own": lambda said: said["rows"].append({**first(said), "place": 0, "beside": []}),
    "what an undo says": lambda said: said["acts"][-1].update(detail='{"undoes": 1}'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_proof_is_broken(desk: Desk, change: str) -> None:
    said = proved(desk, "B1")
    CHANGES[change](said)
    assert broken(said)


def test_a_paper_of_a_program_that_did_not_know_the_seller_still_proves(tmp_path: Path, desk: Desk) -> None:
    """A column that came later is hashed only where it says anything: blank, it may stand in the paper or not."""
    said = proved(desk, INVOICE)
    assert first(said)["values"].pop("seller") == ""
    (tmp_path / "p.json").write_text(json.dumps(said), "utf-8")
    read = read_proof(tmp_path / "p.json")
    assert [check.question for check in check_proof(read) if not check.holds] == []
    first(said)["values"]["seller"] = "UTOPIQ"
    assert broken(said)


NO_PROOFS: dict[str, Any] = {
    "nothing": "",
    "no JSON": "{",
    "deep": "[" * 100_000,
    "a list": [],
    "another file": {"period": "2026-10"},
    "another form": {"import_desk_proof": 2},
    "no rows": {"import_desk_proof": 1, "head": "0" * 64, "rows": [], "acts": []},
    "rows of another kind": {"import_desk_proof": 1, "head": "0" * 64, "rows": [1], "acts": [2]},
}


@pytest.mark.parametrize("name", NO_PROOFS)
def test_a_file_that_is_no_proof_is_refused_in_words(tmp_path: Path, name: str) -> None:
    text = NO_PROOFS[name]
    (tmp_path / "p.json").write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
    with pytest.raises(DeskError, match="no proof of an item"):
        read_proof(tmp_path / "p.json")


@pytest.mark.parametrize("part", ["head", "rows", "acts", "item"])
@pytest.mark.parametrize("value", [None, 5, "x", [], {}, [None], [{}], True])
def test_a_part_of_another_kind_ends_in_words_too(desk: Desk, tmp_path: Path, part: str, value: Any) -> None:
    said = proved(desk, "B1") | {part: value}
    (tmp_path / "p.json").write_text(json.dumps(said), "utf-8")
    try:
        checks = check_proof(read_proof(tmp_path / "p.json"))
    except DeskError:
        return
    assert part == "item" or any(not check.holds for check in checks)


@pytest.mark.files_only
def test_the_commands_write_a_proof_and_check_it_without_a_ledger(desk: Desk, tmp_path: Path) -> None:
    to = tmp_path / "p.json"
    done = CliRunner().invoke(app, ["prove", "B1", "--ledger", str(desk.path), "--to", str(to)])
    with desk.ledger.read() as connection:
        head = chain.head(connection)
    assert (done.exit_code, head in done.output) == (0, True), done.output
    for more, code in (["--head", head], 0), (["--head", "0" * 64], 1), (["--ledger", str(desk.path)], 0), ([], 0):
        checked = CliRunner().invoke(app, ["verify", "--proof", str(to), *more])
        assert checked.exit_code == code, checked.output
    assert "compare it with Ledger head on About" in checked.output
