"""Esc, while a macro works: a listener to the keys of the office."""

from __future__ import annotations

from typing import Any

from xl_addin.hosts.calc.engine.connect import bridge, helper

_ESCAPE = 1281  # com.sun.star.awt.Key.ESCAPE


class EscapeKey:
    """Remembers that Esc was pressed; ends with `stop`."""

    def __init__(self, toolkit: Any) -> None:
        self.is_pressed = False
        self._toolkit, self._listener = toolkit, _listener(self)
        toolkit.addKeyHandler(self._listener)

    def stop(self) -> None:
        """Listens no more."""
        self._toolkit.removeKeyHandler(self._listener)


def _listener(key: EscapeKey) -> Any:
    """The object that the office calls for each key; it takes Esc and leaves every other key."""

    def pressed(self: Any, event: Any) -> bool:
        if event.KeyCode == _ESCAPE:
            key.is_pressed = True
        return bool(event.KeyCode == _ESCAPE)

    body = {
        "keyPressed": pressed,
        "keyReleased": lambda self, event: False,
        "disposing": lambda self, source: None,
    }
    bases = (helper().Base, bridge().getClass("com.sun.star.awt.XKeyHandler"))
    return type("Listener", bases, body)()
