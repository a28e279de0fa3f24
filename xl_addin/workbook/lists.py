"""A list and its columns, each said once: how it is laid out, filled, read back, and how a row of it is known.

A list knows neither rules nor the ledger: what stands in a column is told by a function of the list's own rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from xl_addin.rulebook.facts import fact

if TYPE_CHECKING:
    import pandas as pd


class Kind(StrEnum):
    """How a column's values are written."""

    TEXT = "text"
    LONG = "long"  # text that wraps
    DATE = "date"
    MOMENT = "moment"  # a date, a date with time, or text
    AMOUNT = "amount"  # minor units of the row's currency
    INR = "inr"
    LAKH = "lakh"
    INT = "int"
    RATIO = "ratio"
    STATUS = "status"  # the bare word
    SIGN = "sign"  # the word's symbol
    ANSWER = "answer"  # of a person, of the kind that its row asks
    LINK = "link"  # the name of a sheet of this book, as the way to it
    FOUND = "found"  # codes of findings; the symbol of WARN before them where the answer allows


WRAPPED = (Kind.LONG, Kind.FOUND)  # set on several lines
text, long, day, moment, money = Kind.TEXT, Kind.LONG, Kind.DATE, Kind.MOMENT, Kind.AMOUNT
inr, lakh, whole, ratio = Kind.INR, Kind.LAKH, Kind.INT, Kind.RATIO
_WIDTHS = {day: 11.0, moment: 16.0, money: 15.0, inr: 16.0, lakh: 10.0, whole: 8.0, ratio: 9.0}
_HELP = {lakh: "For reading; the INR column is exact."}

Row = TypeVar("Row")
Of = Callable[[Row], Any]
Question = tuple[str, str, str]  # kind and key of what is asked about, and the fact


@dataclass(frozen=True, slots=True)
class OfPart(Generic[Row]):
    """What a column tells of a part of its rows, such as their decision: once where many rows share the part."""

    part: Callable[[Row], Any]
    told: Callable[[Any], Any]

    def __call__(self, row: Row) -> Any:
        """What it tells of one row."""
        return self.told(self.part(row))

    def each(self, rows: Iterable[Row]) -> list[Any]:
        """What it tells of each row."""
        parts = list(map(self.part, rows))  # held, so that no two of them have one identity
        known = {at: self.told(part) for at, part in {id(part): part for part in parts}.items()}
        return [known[id(part)] for part in parts]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its header, kind, what stands in it, and its width in characters of the sheet's font.

    Money is whole minor units of the currency that stands in the column `currency`. A column with a `fact` is an
    answer of a person to that fact of the register, which knows its closed list; `choices` are those of any other
    input. `about` gives kind and key of what the answer is said of. A status stands in the colours of the symbol in the
    column `sign`. A day of an input lies on or before that of the column `upto`. Where what may be typed differs from
    row to row, `like` tells as which column the cell of a row is checked.
    """

    header: str
    kind: Kind
    of: Of[Row]
    width: float = 0.0
    help: str = ""
    currency: str = "Currency"
    fact: str = ""
    words: tuple[str, ...] = ()
    about: Callable[[Row], tuple[str, str]] | None = None
    is_user_input: bool = False
    sign: str = ""
    of_run: bool = False  # told by the run, of another closing: the ledger does not say it again
    upto: str = ""
    like: Callable[[Row], Column[Any]] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", self.width or _WIDTHS.get(self.kind, 0.0))
        object.__setattr__(self, "help", self.help or _HELP.get(self.kind, ""))

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that an input may hold, as the register has them now; none where any may stand."""
        return fact(self.fact).choices if self.fact else self.words

    def each(self, rows: Iterable[Row]) -> list[Any]:
        """What stands in the column, row by row."""
        return self.of.each(rows) if isinstance(self.of, OfPart) else list(map(self.of, rows))

    def question(self, row: Row) -> Question | None:
        """What a blue cell asks in that row: kind, key and fact; None for a column that asks no fact."""
        return (*self.about(row), self.fact) if self.about is not None else None


def status(
    header: str, of: Of[Row], *, width: float = 15, sign: str = "Sign", signed: Of[Row] | None = None
) -> tuple[Column[Row], Column[Row]]:
    """A status as symbol and bare word, one column each, so that filters and formulas meet the word alone.

    `signed` is the word whose symbol and colours both have, where that is not the status itself.
    """
    return (
        Column(sign, Kind.SIGN, signed or of, 5.5, "Symbol of the status beside it; ▲ also where an OK has a warning."),
        Column(header, Kind.STATUS, of, width, sign=sign),
    )


def _no_rows(_: Any) -> Sequence[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class List(Generic[Row]):
    """A table of a sheet, or a file of rows: its fixed name, its columns, and where its rows come from.

    `key` are the headers that name a row, `passing` those of them that tell how its item stands now. `empty` is the
    sentence that a list without rows shows. `first` are the headers on the left, in that order: key, amount, status,
    what to do; `seldom` those at the end, which stay off paper. Neither depends on what a month holds. `total` is the
    header whose sum stands above it.
    """

    name: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[Any], Sequence[Row]] = _no_rows
    key: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    empty: str = "nothing in this period"
    keeps_widths: bool = False  # a form to be filled later: blank columns stay wide
    first: tuple[str, ...] = ()
    seldom: tuple[str, ...] = ()
    total: str = ""

    def __post_init__(self) -> None:
        known = {column.header: column for column in self.columns}
        others = (header for header in known if header not in {*self.first, *self.seldom})
        object.__setattr__(self, "columns", tuple(known[one] for one in (*self.first, *others, *self.seldom)))

    def place(self, header: str) -> int:
        """Where a column stands, counted from 0."""
        return next(at for at, column in enumerate(self.columns) if column.header == header)

    def column(self, header: str) -> Column[Row]:
        """The column under a header; a header that the list has not is a defect of the caller."""
        return next(column for column in self.columns if column.header == header)

    @property
    def printed(self) -> int:
        """How many columns go on paper where the whole sheet is printed."""
        return len(self.columns) - len(self.seldom)

    def filled(self, source: Any) -> Filled[Row]:
        """The list with the rows that `source` has for it."""
        return self.with_rows(self.rows(source))

    def with_rows(self, rows: Sequence[Row]) -> Filled[Row]:
        """The list with rows that are there already."""
        return Filled(self, rows)

    @property
    def key_columns(self) -> tuple[Column[Row], ...]:
        """The columns that name a row."""
        return tuple(self.column(header) for header in self.key)

    @property
    def has_inputs(self) -> bool:
        """Whether a person may write in it."""
        return any(column.is_user_input for column in self.columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what it is, what the reader does with it, its lists and how many columns stay in view.

    `tells` is the paper whose sentences the reader passes on to the importer.
    """

    name: str
    group: str
    what: str
    todo: str
    tables: tuple[List[Any], ...] = ()
    frozen: int = 0
    tells: str = ""


@dataclass(frozen=True)
class Filled(Generic[Row]):
    """A list with its rows. Values are worked out column by column, once, when first asked for."""

    table: List[Row]
    rows: Sequence[Row]
    _known: dict[str, list[Any]] = field(default_factory=dict, repr=False, compare=False)
    _frames: dict[tuple[str, ...], pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, header: str) -> list[Any]:
        """What stands below a header, row by row."""
        return self.values(self.table.column(header))

    def values(self, column: Column[Row]) -> list[Any]:
        """What stands in a column, row by row."""
        known = self._known.get(column.header)
        if known is None:
            known = self._known[column.header] = column.each(self.rows)
        return known

    def forget(self, column: Column[Row] | None = None) -> None:
        """Lets go of the values of a column, or of all, once they are written: who asks has them worked out anew."""
        if column is None:
            self._known.clear()
            self._frames.clear()
        else:
            self._known.pop(column.header, None)

    def currencies(self, column: Column[Row]) -> list[str]:
        """The currency of each amount of a column."""
        return self[column.currency]

    def frame(self, *headers: str) -> pd.DataFrame:
        """Some columns side by side, for figures over them."""
        if headers not in self._frames:
            import pandas as pd

            columns = {header: pd.Series(self[header], dtype=object) for header in headers}
            self._frames[headers] = pd.DataFrame(columns)
        return self._frames[headers]
