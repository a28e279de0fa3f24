"""The kit's report as one page for a person, pictures within it: opened by a double click, sent as it is."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from xl_addin.hosts.driven import Look
from xl_addin.kit.report import FAIL, NOT_RUN, PASS, Outcome, Report

_ORDER = {FAIL: 0, NOT_RUN: 1, PASS: 2}
_CLASS = {FAIL: "fail", NOT_RUN: "not", PASS: "pass"}
_STYLE = """
body { font: 14px/1.45 "Segoe UI", Carlito, "Liberation Sans", sans-serif; color: #1f2937;
  margin: 24px auto; max-width: 1100px; }
h1 { font-size: 22px; color: #1f3864; margin-bottom: 4px; } h2 { font-size: 17px; color: #1f3864; margin-top: 28px; }
p.sum { margin-top: 0; } p.warn { background: #fff4ce; padding: 8px; } p.small { color: #6b7280; font-size: 12px; }
table { border-collapse: collapse; width: 100%; } th { background: #1f3864; color: #ffffff; text-align: left; }
th, td { padding: 4px 8px; vertical-align: top; border-bottom: 1px solid #d1d5db; }
.fail { color: #b91c1c; } .not { color: #92400e; } .pass { color: #166534; }
figure { margin: 12px 0; } figcaption { color: #6b7280; font-size: 12px; }
img { max-width: 100%; border: 1px solid #d1d5db; }
li { margin-bottom: 10px; } textarea { width: 95%; }
"""


def page(report: Report) -> str:
    """The whole page."""
    title = f"Acceptance of Import Desk in {report.host.capitalize()}"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head><body>',
            *_head(report, title),
            *_facts(report),
            *(line for part in _parts(report) for line in _part(part, report.outcomes)),
            *_hand(report.by_hand),
            *_held(),
            "</body></html>",
            "",
        ]
    )


def _head(report: Report, title: str) -> Iterator[str]:
    verdict = PASS if report.passed else FAIL
    yield f'<h1>{title}: <span class="{_CLASS[verdict]}">{verdict}</span> (automatic part)</h1>'
    counted = ", ".join(f"{report.count[state]} {state}" for state in (PASS, FAIL, NOT_RUN))
    yield f'<p class="sum">{report.began:%d-%b-%Y %H:%M}, {report.seconds:.0f} s: {counted}.</p>'
    if report.host != "excel":
        told = "this run shows that the kit and the macros work; it says nothing of Excel."
        yield f'<p class="warn"><b>Not Excel</b>: {told}</p>'


def _facts(report: Report) -> Iterator[str]:
    yield "<h2>On</h2>"
    yield from _table(("", ""), ([escape(name), escape(value)] for name, value in report.facts), (20, 80))


def _parts(report: Report) -> Iterable[str]:
    return dict.fromkeys(one.part for one in report.outcomes)


def _part(part: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    mine = sorted((one for one in outcomes if one.part == part), key=lambda one: _ORDER[one.state])
    yield f"<h2>{escape(part)}</h2>"
    told = (one for one in mine if not one.picture)
    yield from _table(("", "What", "Expected", "Seen", "Seconds"), map(_row, told), (9, 28, 23, 32, 8))
    yield from (_figure(one) for one in mine if one.picture)


def _row(one: Outcome) -> list[str]:
    seconds = "" if one.seconds is None else f"{one.seconds:.2f}"
    state = f'<span class="{_CLASS[one.state]}">{one.state}</span>'
    return [state, escape(one.what), escape(one.wanted), escape(one.told), seconds]


def _figure(one: Outcome) -> str:
    data = base64.b64encode(one.picture).decode("ascii")
    caption = escape(f"{one.what}: {one.told}" if one.told else one.what)
    return (
        f'<figure><img alt="{caption}" src="data:image/png;base64,{data}"><figcaption>{caption}</figcaption></figure>'
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    yield "<table>" + "".join(f'<col width="{width}%">' for width in widths)
    if any(heads):
        yield f"<tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield "</table>"


def _hand(looks: Sequence[Look]) -> Iterator[str]:
    if not looks:
        return
    yield "<h2>By hand</h2>"
    yield "<p>Tick what you saw; write what you saw instead where it differs. Then print this page to a PDF (Ctrl+P) "
    yield "and send both: the browser forgets what you typed when it is closed.</p><ol>"
    for one in looks:
        see = f"<b>You should see:</b> {escape(one.see)}"
        yield f'<li><input type="checkbox"> {escape(one.do)} {see}<br><textarea rows="1"></textarea></li>'
    yield '</ol><p>Name, date, remarks:<br><textarea rows="3"></textarea></p>'


def _held() -> Iterator[str]:
    """What a tester gives away by sending the page."""
    yield "<h2>What this page holds</h2>"
    yield (
        '<p class="small">Fictional data; times; versions of system, spreadsheet, Python and Import Desk; the hash of '
        "what was tested and the folder where it lies, the user's folder shown as ~ and his name as (user). Nothing of "
        "a customer, no name of a person or PC, no other file. It loads nothing from anywhere.</p>"
    )
