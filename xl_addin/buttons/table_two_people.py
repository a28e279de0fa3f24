"""The rows of the table of buttons for what two people do."""

from __future__ import annotations

from xl_addin.buttons import by_hand, two_people
from xl_addin.buttons.button import BY_BUTTON, LEDGER_AND_LISTS, Button
from xl_addin.buttons.groups import CLOSE, DECIDE, MATCH

PROPOSE = Button(
    command="propose",
    group=DECIDE,
    label="Propose",
    tip="Put decisions forward for approval",
    does=(
        "Takes the rows with Y in the column Propose of Write-offs and Small value, with what else you wrote in "
        "them; where none has it, the row you stand on. Nothing is closed before another person approves it."
    ),
    writes=LEDGER_AND_LISTS,
    undo=BY_BUTTON,
    run=two_people.propose,
    image="FileSendAsAttachment",
    keytip="P",
)
APPROVE = Button(
    command="approve",
    group=DECIDE,
    label="Approve",
    tip="Answer what another person has proposed",
    does=(
        "On Approvals, Approve closes what is proposed, Return and Refuse give it back with your reason; where no "
        "answer is written, it approves the row you stand on. Never your own, and within your power in the bank's "
        "policy."
    ),
    writes=LEDGER_AND_LISTS,
    undo="not with Undo last action: what was closed is opened again by a proposal of its own (propose reopen).",
    run=two_people.approve,
    image="AcceptInvitation",
    keytip="A",
)
SIGN = Button(
    command="sign",
    group=CLOSE,
    label="Sign",
    tip="Sign the closed month",
    does=(
        "Signs the closing workbook in the role of the row of Sign-off that you stand on, elsewhere in that which "
        "signs next. Three people sign in order; the last signature shuts the month. Not while a finding blocks, a "
        "tie-out fails or something was done since the close."
    ),
    writes="the ledger, the closing workbook and its lists anew, all lists of this workbook, the result on Start.",
    undo="not with Undo last action: two people open the month again (reopen).",
    run=two_people.sign,
    image="FileAddDigitalSignature",
    keytip="I",
)
MATCH_BY_HAND = Button(
    command="match_by_hand",
    group=MATCH,
    label="Match by hand",
    tip="Tie a remittance to invoices yourself",
    does=(
        "Choose the remittance on ORM and the invoice on BoE invoices, and press: the blue cells of the invoice are "
        "filled. Write the reason there, correct the amount, and press again: it is put forward for another person to "
        "approve. Rows that you have filled yourself (Tie to ORM) are put forward at once."
    ),
    writes=LEDGER_AND_LISTS,
    undo=BY_BUTTON,
    run=by_hand.match_by_hand,
    image="TracePrecedents",
    keytip="H",
)
