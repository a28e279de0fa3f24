"""The buttons as the kit presses them on the guided sample: in the tour's order, what is typed before, what is seen."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.buttons.table import BUTTONS


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person types into a blue cell: the list, a cell of the row that names it, the column, the text."""

    table: str
    row: str
    header: str
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """One press: where the person stands, what is typed, what the card must say, what the lists must say.

    `refuses`: what the refusal must say where the press is one that may not be done, or by `or_done` is done on some
    PCs alone.
    """

    command: str
    says: str = ""
    refuses: str = ""
    or_done: bool = False
    ties: bool = False
    stand: tuple[str, str] | None = None
    answers: tuple[Answer, ...] = ()
    lands: str = ""
    shows: tuple[Answer, ...] = ()


def _settlement(number: str, word: str) -> Answer:
    return Answer("tblSettlements", number, "Accept or Reject", word)


_FORMULA = "=1+1 is text here"
_WRITE_OFF = "7100019"
_PAID, _OWED = "IBA26000000023", "6200025"  # of one importer: nothing tells that they belong together
_APPROVAL = Answer("tblApprovals", _FORMULA, "Status", "FOR APPROVAL")
_SCRIPT: tuple[Press, ...] = (
    Press("help", "What the buttons do"),
    Press("diagnostics", "Lists: all there"),
    Press("take_in", "92 rows = 89 kept + 3 refused", ties=True),
    Press("match", "Matched: 20 lines posted", ties=True),
    Press("go_to_exception", stand=("tblExceptions", "DUPLICATE_ORM"), lands="ORM"),
    Press(
        "review",
        "3 proposals posted, 1 refused",
        ties=True,
        answers=(
            _settlement("IBA26100000014", "Accept"),
            _settlement("IBA26100000015", "Accept"),
            _settlement("IBA26100000016", "Reject"),
            _settlement("IBA26100000017", "Accept"),
        ),
        shows=(Answer("tblSettlements", "IBA26100000014", "Status", "POSTED"),),
    ),
    Press(
        "review",
        "Reviewed",
        ties=True,
        answers=(
            Answer("tblWriteOffs", _WRITE_OFF, "Reason", "BANK_CHARGES"),
            Answer("tblWriteOffs", _WRITE_OFF, "AD satisfied", "Y"),
            Answer("tblWriteOffs", _WRITE_OFF, "Remarks", _FORMULA),
        ),
        shows=(
            Answer("tblWriteOffs", _WRITE_OFF, "Status", "OK"),
            Answer("tblWriteOffs", _WRITE_OFF, "Remarks", _FORMULA),
        ),
    ),
    Press("decide", "Decided", ties=True),
    Press("explain", "EXA-0808", stand=("tblWriteOffs", "7100008")),
    Press("close_month", "Closed", ties=True),
    Press("verify", "0 broken"),
    # The sample is its ledger's first month.
    Press("compare", refuses="There is no closing of an earlier month to compare with"),
    Press("refresh_cells", refuses="No ledger is named for your cells", or_done=True),
    Press("freeze", "Frozen to values"),
    Press(
        "propose",
        "Proposed: 1 decisions, 0 not",
        ties=True,
        answers=(Answer("tblWriteOffs", _WRITE_OFF, "Propose", "Y"),),
        shows=(_APPROVAL,),
    ),
    # One person alone at the kit: his own proposal is not his to approve.
    Press(
        "approve",
        "Answered: 0 proposals, 1 not",
        ties=True,
        answers=(Answer("tblApprovals", _FORMULA, "Answer", "Approve"),),
        shows=(_APPROVAL,),
    ),
    Press(
        "match_by_hand",
        "Tied by hand: 1 proposals, 0 cells not",
        ties=True,
        answers=(
            Answer("tblInvoices", _OWED, "Tie to ORM", _PAID),
            Answer("tblInvoices", _OWED, "Tie reason", "letter of the buyer"),
        ),
        shows=(Answer("tblInvoices", _OWED, "Tied by hand", f"{_PAID}/0009001"),),
    ),
    # Nothing leaves the sample: two people have not said up to which day its AD code was reported outside.
    Press("draft_messages", "has no cut-over", ties=True),
    Press("let_go", "No draft waits to be let go", ties=True),
    Press("mark_sent", "No file of the outbox is meant", ties=True),
    Press("drop_drafts", refuses="No reason is given"),
    Press("cancel_again", refuses="No reason is given"),
    Press("cancelled_there", refuses="No reason is given"),
    Press("outbox", "has no cut-over"),
    # The closing is older than what was proposed since: a month is signed on the book that shows the ledger.
    Press("sign", refuses="The book does not show the ledger as it is now"),
)
# After the book was saved and opened again.
LAST_PRESS = Press("reset_sample", "The sample begins anew")
_BACK = (Press("undo", "Taken back", ties=True), Press("redo", "Counts again", ties=True))
_TOLD = {press.command for press in (*_SCRIPT, *_BACK, LAST_PRESS)}
# A button that nobody wrote a press for is pressed all the same: it must be done, and leave the host as it was.
PRESSES = (*_SCRIPT, *(Press(button.command) for button in BUTTONS if button.command not in _TOLD), *_BACK)
