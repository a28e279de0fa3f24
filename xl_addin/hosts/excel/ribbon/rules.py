"""What a table of buttons must keep to, so that Excel loads the tab and a person finds a way through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from xl_addin.buttons.button import Button, Needs
from xl_addin.buttons.table import BUTTONS

GROUPS_MAX, TIP_LENGTH_MAX = 7, 1024
# Built-in pictures of Excel 2010 and later, among those that Microsoft lists; none was yet seen in Excel.
_IMAGES = """
AcceptInvitation DataValidation EnvelopesAndLabelsDialog ErrorChecking FileAddDigitalSignature FileCheckIn
FileDocumentInspect FileMarkAsFinal FilePrint FileProperties FileSaveAsPdfOrXps FileSendAsAttachment FileWorkflowTasks
FindDialog FormulaEvaluate FunctionsLogicalInsertGallery GetExternalDataFromText Help HyperlinkInsert Info
PasteSpecialDialog Redo RefreshAll ReviewDeleteComment TracePrecedents Undo XmlExport
"""
IMAGES = frozenset(_IMAGES.split())


def faults(buttons: Sequence[Button] = BUTTONS) -> Iterator[str]:
    """What is wrong with a table of buttons."""
    groups = dict.fromkeys(button.group for button in buttons)
    if len(groups) > GROUPS_MAX:
        yield f"{len(groups)} groups; at most {GROUPS_MAX}"
    for what, words in (
        ("group", [group.name for group in groups]),
        ("command", [button.command for button in buttons]),
        ("label", [button.label for button in buttons]),
        ("key tip", [button.keytip for button in buttons]),
    ):
        twice = sorted({word for word in words if words.count(word) > 1})
        yield from (f"the {what} {word} stands there twice" for word in twice)
    for one, other in combinations(sorted(button.keytip for button in buttons), 2):
        if one != other and other.startswith(one):
            yield f"the key tip {one} hides {other}: Excel acts on the first that fits"
    for button in buttons:
        yield from _button_faults(button)


def _button_faults(button: Button) -> Iterator[str]:
    name = button.command
    if not (name.isidentifier() and name == name.lower() and name.isascii()):
        yield f"{name}: a command is small letters and _"
    if not (
        1 <= len(button.keytip) <= 3
        and button.keytip.isascii()
        and button.keytip.isalnum()
        and button.keytip == button.keytip.upper()
    ):
        yield f"{name}: a key tip is one to three capitals"
    if button.image not in IMAGES:
        yield f"{name}: {button.image} is not on the list of built-in pictures"
    if len(button.details) > TIP_LENGTH_MAX - len(Needs.MONTH.value) - 1:
        yield f"{name}: its tip has {len(button.details)} characters; too many for the ribbon"
    texts = (button.label, button.tip, button.does, button.writes, button.undo)
    if not all(text.strip() and text.isascii() for text in texts):
        yield f"{name}: every text says something, in ASCII"
    if "|" in button.details:
        yield f"{name}: | parts what a button needs from its tip"
