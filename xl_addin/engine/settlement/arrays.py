"""Small array tools: sums by label in int64, components of a graph, amounts laid over each other."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Columns = dict[str, npt.NDArray[Any]]  # equally long columns by name


def objects(values: Any) -> Objects:
    """One-dimensional object array of the values, also when they are all of one length."""
    listed = list(values)
    out = np.empty(len(listed), dtype=object)
    out[:] = listed
    return out


def sum_by(label: Ints, amount: Ints, size: int) -> Ints:
    """Sum of amounts per label 0..size-1, exact in int64 (bincount would go through float)."""
    out = np.zeros(size, dtype=np.int64)
    np.add.at(out, label, amount)
    return out


def count_by(label: Ints, size: int) -> Ints:
    """Number of items per label 0..size-1."""
    return np.bincount(label, minlength=size).astype(np.int64)


_KEY_MAX = 2**62


def codes(*columns: Ints) -> Ints:
    """One dense code per distinct combination of the columns, in their sort order."""
    out = np.zeros(len(columns[0]), dtype=np.int64)
    if not len(out):
        return out
    size = 1
    for column in columns:
        step, span = column - column.min(), int(column.max()) - int(column.min()) + 1
        if size * span >= _KEY_MAX:  # too wide for one number: number what there is so far, and the column
            out, step = _dense(out), _dense(column)
            size, span = int(out.max()) + 1, int(step.max()) + 1
        out, size = out * span + step, size * span
    return _dense(out)


def _dense(column: Ints) -> Ints:
    return np.unique(column, return_inverse=True)[1].reshape(-1).astype(np.int64)


def ranges(start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """All (row, position) with start[row] <= position < stop[row]."""
    count = np.maximum(stop - start, 0)
    row = np.repeat(np.arange(len(start)), count)
    within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, np.repeat(start, count) + within


def join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All (i, j) with left[i] == right[j], ordered by i, then by j."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    row, position = ranges(np.searchsorted(ordered, left, "left"), np.searchsorted(ordered, left, "right"))
    return row, order[position]


def components(left: Ints, right: Ints, left_size: int, right_size: int) -> Ints:
    """Component label of every edge (left[i], right[i]) of a two-sided graph: its smallest left node."""
    on_left = np.arange(left_size, dtype=np.int64)
    on_right = np.full(right_size, left_size, dtype=np.int64)
    while True:
        np.minimum.at(on_right, right, on_left[left])
        seen = on_left.copy()
        np.minimum.at(on_left, left, on_right[right])
        on_left = on_left[on_left]  # halve the path to the smallest node
        if np.array_equal(seen, on_left):
            return on_left[left]


class Laid(NamedTuple):
    """Lines of money: positions into the two item lists and the amount of each line."""

    left: Ints
    right: Ints
    amount: Ints


def _ends(group: Ints, amount: Ints) -> Ints:
    """Running end of each amount within its group; a wrapped grand total cancels out in the difference."""
    running = np.cumsum(amount)
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.zeros(0, np.int64)
    base = (running - amount)[first]
    return running - np.repeat(base, np.diff(np.r_[first, len(group)]))


def _next(mine: Bools, item: Ints, group: Ints) -> Ints:
    """For each row the item of the first row at or after it that is mine and of the same group, else -1."""
    size = len(mine)
    at = np.where(mine, np.arange(size), size)
    at = np.minimum.accumulate(at[::-1])[::-1]
    inside = at < size
    at = np.where(inside, at, 0)
    return np.where(inside & (group[at] == group), item[at], -1)


def lay(left_group: Ints, left_amount: Ints, right_group: Ints, right_amount: Ints) -> Laid:
    """Lay two lists of amounts, both sorted by group, over each other; the shorter side ends a group."""
    group = np.concatenate([left_group, right_group])
    end = np.concatenate([_ends(left_group, left_amount), _ends(right_group, right_amount)])
    item = np.concatenate([np.arange(len(left_group)), np.arange(len(right_group))])
    is_left = np.arange(len(group)) < len(left_group)
    order = np.lexsort((end, group))
    group, end, item, is_left = group[order], end[order], item[order], is_left[order]
    same = np.r_[False, group[1:] == group[:-1]] if len(group) else np.zeros(0, bool)
    length = end - np.where(same, np.r_[0, end[:-1]] if len(end) else end, 0)
    left, right = _next(is_left, item, group), _next(~is_left, item, group)
    keep = (length > 0) & (left >= 0) & (right >= 0)
    return Laid(left[keep], right[keep], length[keep])
