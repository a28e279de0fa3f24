"""The groups of buttons, in the order of the month's work; seven are the limit of what a person sees at once."""

from __future__ import annotations

from xl_addin.buttons.button import Group

TAKE_IN = Group("take", "Take in")
MATCH = Group("match", "Match")
DECIDE = Group("decide", "Decide")
PRODUCE = Group("produce", "Produce")
CLOSE = Group("close", "Close month")
REVIEW = Group("review", "Review and audit")
HELP = Group("help", "Help")
