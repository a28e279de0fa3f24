"""The law as dated, cited data: which value of a parameter was in force on a day, and by which instrument."""

from xl_addin.rulebook.loading import load
from xl_addin.rulebook.model import NotInForce, OutsideHorizon, Parameter, Provision, Rulebook, RulebookError

__all__ = ["NotInForce", "OutsideHorizon", "Parameter", "Provision", "Rulebook", "RulebookError", "load"]
