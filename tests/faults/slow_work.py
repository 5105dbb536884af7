"""Work that takes long enough to be killed in the middle, and leaves a trace when it is done."""

import time
from typing import Any

from core import jobs, journal
from core.models import Queue

KIND = "faults.slow"
COUNTED = journal.verb("faults.slow.counted", "counted slowly")
STEPS = 10


@jobs.handler(KIND, queue=Queue.FIGURES)
def count_slowly(run: jobs.Run) -> dict[str, Any]:
    """Add up 1 to n in steps of a tenth of a second, and journal the sum in the same breath."""
    total = 0
    for step in range(STEPS):
        time.sleep(0.1)
        total += run.args["n"] * (step + 1)
        run.progress(100 * step // STEPS, "Counting")
    with run.writing():
        journal.record(actor=None, verb=COUNTED, target=run.job, after={"total": total})
    return {"total": total}
