"""The worksheet functions without any installation: Office.js custom functions that Python in the browser answers.

`bundle` makes the folder that a bank puts on a server of its own; `calls` runs in the browser; `page` holds what the
browser loads as it is.
"""
