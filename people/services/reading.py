"""A sheet beside what is known here: what it says, and what has to be asked. Writes nothing."""

from dataclasses import dataclass
from typing import Any

from people.imports import register
from people.imports.grid import SCHOOLS, Grid
from people.rules.answers import Answers
from people.rules.likeness import plain
from people.rules.preview import Known, Preview, preview
from people.rules.sheet import Sheet
from people.selectors.kinds import model_kinds, post_codes
from people.selectors.matching_names import known_here


@dataclass(frozen=True)
class Reading:
    sheet: Sheet
    known: Known
    preview: Preview

    def as_dict(self) -> dict[str, Any]:
        """What the command prints. Columns are called what the sheet calls them."""
        sheet = self.sheet
        return {
            "people": len(self.preview.people),
            "cells": sheet.cells,
            "designations": sheet.designations,
            "fte": sheet.fte / 100,
            "totals_row": {heading: vars(total) for heading, total in sheet.totals.items()},
            "not_schools": self.preview.not_schools,
            "aliases": [
                {
                    "label": proposal.label,
                    "proposed": proposal.school.name if proposal.school else None,
                    "distance": proposal.distance,
                    "why": proposal.why,
                }
                for proposal in self.preview.proposals
            ],
            "questions": [vars(question) for question in self.preview.questions],
            "problems": [vars(problem) for problem in sheet.problems],
        }


def read_register(grid: Grid, answers: Answers | None = None) -> Reading:
    """As it would be if these answers were remembered."""
    at = next(
        (place for place, heading in enumerate(grid.header) if plain(heading) in SCHOOLS), None
    )
    labels = [row[at] for _, row in grid.rows if at is not None and len(row) > at]
    known = known_here(grid.header, labels, answers or Answers(), grid.trusts)
    sheet = register.read(grid, shorts=known.shorts, kinds=model_kinds(), posts=post_codes())
    return Reading(sheet, known, preview(sheet, known))


def grid_as_json(grid: Grid) -> dict[str, Any]:
    return {
        "header": grid.header,
        "at": grid.at,
        "rows": [[n, row] for n, row in grid.rows],
        "trusts": grid.trusts,
    }


def grid_of_json(kept: dict[str, Any]) -> Grid:
    rows = [(number, row) for number, row in kept["rows"]]
    return Grid(kept["header"], kept["at"], rows, kept["trusts"])
