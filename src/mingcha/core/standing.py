"""How a finding stands, by what was seen last and what people decided."""

from enum import StrEnum

from mingcha.core.casework import EXEMPT, UPHELD
from mingcha.core.verdict import Finding


class Standing(StrEnum):
    """Suspects wait for a person; faults count; the others cost nothing."""

    SUSPECT = "suspect"
    FAULT = "fault"
    FALSE_ALARM = "false_alarm"
    EXEMPT = "exempt"
    UPHELD = "upheld"
    GONE = "gone"


PRESENT = (Standing.FAULT, Standing.SUSPECT)
"""What somebody has to do something about."""


def standing_of(settled: Finding, *, gone: bool) -> Standing:
    """The standing of a finding after people's decisions (`casework.settle_finding`).

    What is no longer there is gone, unless a person said that it never was a fault.
    """
    said = settled.settled or ""
    if said.startswith(UPHELD):
        return Standing.UPHELD
    if said and not said.startswith(EXEMPT):
        return Standing.FALSE_ALARM
    if gone:
        return Standing.GONE
    if said:
        return Standing.EXEMPT
    return Standing.SUSPECT if settled.suspect else Standing.FAULT
