"""Mutants that change nothing anybody can see, each with the reason. `bin/mutants` leaves them out and says so."""

_NOTHING = "no rows, or no condition beside an `or`: the alternative adds nothing either way"
_SHORTER = "all audiences listed or none asked for: the same rows"
_CELLS = "hedgerow/access/seeing.py _in_cells: "

EQUIVALENT: dict[str, str] = {
    "hedgerow/access/seeing.py NONE: without pk__in= in Q(pk__in=[])": _NOTHING,
    _CELLS + "always NONE in NONE if not prefix else Q(**{f'{prefix}pk__in': []})": _NOTHING,
    _CELLS
    + "always Q(**{f'{prefix}pk__in': []}) in NONE if not prefix else Q(**{f'{prefix}pk__in': []})": _NOTHING,
    _CELLS + "not turned not prefix": _NOTHING,
    _CELLS + "always False: not found": "every standing has a cell, so something is always found",
    _CELLS + "bound moved in len(audiences) < len(t.AUDIENCES)": _SHORTER,
}
