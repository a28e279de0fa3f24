"""The rows of the table of buttons for messages to IDPMS."""

from __future__ import annotations

from xl_addin.buttons import outbox, outbox_marks
from xl_addin.buttons.button import BY_BUTTON, LEDGER_AND_LISTS, NOTHING_TO_UNDO, Button
from xl_addin.buttons.groups import PRODUCE

_WRITES = (
    "the ledger, files in the folder that outgoing of desk.toml names, all lists of this workbook, and the result on "
    "Start."
)

DRAFT_MESSAGES = Button(
    command="draft_messages",
    group=PRODUCE,
    label="Draft messages",
    tip="Files for IDPMS of what is approved",
    does=(
        "Drafts the files for IDPMS (BES, BEA, ORA, BEE and others) of what two people approved and what was posted, "
        "and has no message yet. What may not go yet is held, with its reason. Pressed again it drafts nothing twice. "
        "Nothing leaves before another person presses Let go."
    ),
    writes=_WRITES,
    undo="not possible; before it is let go a draft is taken back with a reason: Drop.",
    run=outbox.draft_messages,
    image="XmlExport",
    keytip="Q",
)
LET_GO = Button(
    command="let_go",
    group=PRODUCE,
    label="Let go",
    tip="Let drafted files go to IDPMS",
    does=(
        "Compares each drafted file with the ledger, shows which may go, and asks. You are another person than the one "
        "who drafted them, with the power release in the bank's policy. Upload the files of the folder released "
        "yourself, then say so: Sent."
    ),
    writes=_WRITES,
    undo="not possible: what was let go never changes. A line that is taken back is cancelled by the next draft.",
    run=outbox.let_go,
    image="FileCheckIn",
    keytip="Z",
)
SHOW_OUTBOX = Button(
    command="outbox",
    group=PRODUCE,
    label="Outbox",
    tip="What waits between the desk and IDPMS",
    does=(
        "Drafts, files let go and not sent, files not answered, each with its age; what IDPMS refused; what waits to "
        "be drafted, and what is held, with the reason. Replies of IDPMS come in with Take in files."
    ),
    writes="the result on Start, nothing else.",
    undo=NOTHING_TO_UNDO,
    run=outbox.outbox,
    image="FileWorkflowTasks",
    keytip="OO",
)
MARK_SENT = Button(
    command="mark_sent",
    group=PRODUCE,
    label="Sent",
    tip="Say that files were uploaded to IDPMS",
    does=(
        "Shows the files that were let go and not sent, or those that you name on Start, and asks. They were uploaded "
        "on the as-on date, under the reference that you write on Start, and move to the folder sent."
    ),
    writes=_WRITES,
    undo="not possible: what was said of an upload stays.",
    run=outbox_marks.mark_sent,
    image="FileMarkAsFinal",
    keytip="OS",
)
DROP_DRAFTS = Button(
    command="drop_drafts",
    group=PRODUCE,
    label="Drop",
    tip="Drop drafted files before they go",
    does=(
        "Shows the drafts, or those that you name on Start, and asks. The reason is what you write on Start. What they "
        "report waits again; their names and references are not used again. What was let go is never dropped."
    ),
    writes=_WRITES,
    undo="not possible: the next draft has what they report, under other names.",
    run=outbox_marks.drop_drafts,
    image="ReviewDeleteComment",
    keytip="OD",
)
_REFUSED = (
    "Shows the cancellations that IDPMS refused and that wait for a person, or those whose references you write on "
    "Start, and asks. The reason is what you write on Start: what you found. "
)
CANCEL_AGAIN = Button(
    command="cancel_again",
    group=PRODUCE,
    label="Cancel again",
    tip="A refused cancellation is to be tried again",
    does=f"{_REFUSED}Its cause is mended: the next Draft messages has it again.",
    writes=LEDGER_AND_LISTS,
    undo=BY_BUTTON,
    run=outbox_marks.cancel_again,
    image="RefreshAll",
    keytip="OA",
)
CANCELLED_THERE = Button(
    command="cancelled_there",
    group=PRODUCE,
    label="Cancelled there",
    tip="A refused cancellation was done in IDPMS by hand",
    does=(
        f"{_REFUSED}It was cancelled in IDPMS by hand, or was never there: it counts as cancelled, and what still "
        "stands of it is filed anew under another reference."
    ),
    writes=LEDGER_AND_LISTS,
    undo=BY_BUTTON,
    run=outbox_marks.cancelled_there,
    image="AcceptInvitation",
    keytip="OC",
)
OUTBOX = (DRAFT_MESSAGES, LET_GO, MARK_SENT, DROP_DRAFTS, CANCEL_AGAIN, CANCELLED_THERE, SHOW_OUTBOX)
