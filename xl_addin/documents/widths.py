"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

from collections.abc import Callable

from xl_addin.documents.facts import Grid

_MOST, _MOST_OF_A_WORD = 190.0, 120.0  # points


def widths(grid: Grid, length: Callable[[str], float], room: float, around: float) -> list[float]:
    """Each column as wide as its longest word needs at least, the rest shared out by what the cells say.

    `length` is that of a text on one line, `around` what a cell leaves beside it, all in points.
    """
    columns = [[heading, *(row[at] for row in grid.rows)] for at, heading in enumerate(grid.headings)]
    wanted = [min(max(map(length, cells)), _MOST) + around for cells in columns]
    least = [
        min(max((length(word) for cell in cells for word in cell.split()), default=0), _MOST_OF_A_WORD) + around
        for cells in columns
    ]
    for at in grid.amounts:  # an amount does not break
        least[at] = wanted[at]
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / len(wanted)
        return [width + spare for width in wanted]
    over = max(room - sum(least), 0.0)
    more = [max(want - need, 0.0) for want, need in zip(wanted, least, strict=True)]
    whole = sum(more) or 1.0
    found = [need + over * part / whole for need, part in zip(least, more, strict=True)]
    scale = min(1.0, room / sum(found))
    return [width * scale for width in found]
