"""LibreOffice Calc as a host: functions as an extension (.oxt), an engine for xlwings, a driver for the kit.

What Calc does not hand over as Excel does, stated once and pinned by tests/hosts/calc/test_calc_differences.py:

| In the sheet                       | Calc hands over    | So the formula gives                                      |
|------------------------------------|--------------------|-----------------------------------------------------------|
| one empty cell, given alone        | the number 0       | blank for dates, flags, words, texts; 0 for amounts (1)   |
| FALSE, given alone                 | the number 0       | blank; write N or No (2)                                  |
| 0 or empty, a fact of a decision   | the number 0       | read as 0, as FALSE and as blank: OK only if all say OK   |
| TRUE, or FALSE in a range          | the number 1 or 0  | TRUE, FALSE; as an amount 1 or 0, which Excel refuses     |
| a range that holds an error value  | nothing            | Err:504 for the whole range; alone, the same error value  |
| empty text in a range              | an empty cell      | blank; given alone it is empty text, as in Excel          |
| a result TRUE or FALSE             | -                  | shown as 1 or 0 until the cell is formatted as Boolean    |
| an array result in one plain cell  | -                  | the top left cell only: enter it as an array formula      |
| more arguments than there are      | nothing            | Err:504; Excel does not take the formula                  |
| SETTLE without pandas              | -                  | #N/A; the log says why (IMPORT_DESK_SITE, component.py)   |
| days counted from 1-Jan-1900       | other serials      | #VALUE! for functions with dates; Excel cannot do it      |

(1) Where all obligatory arguments are single cells, one of them a date, flag, word or text, and all are 0, the row is
    blank and so is the result.
(2) A range of one cell (F2:F2) tells an empty cell, 0 and FALSE apart, here and in Excel.
"""
