"""Runs every part, or those named, and prints the table.  python -m bench [PART ...]"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import scratch

PARTS = ("figures", "recompute", "uploads", "returns", "pages", "whatif", "reports", "workers")


def main(parts: list[str]) -> int:
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        print(f"There is no part {unknown[0]}. The parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    print(f"{'':76}{'ours':>9}{'plain':>9}{'ratio':>8}{'target':>9}{'':>8}{'peak':>9}")
    lines = [line for part in parts or PARTS for line in _run(part)]
    met = [line["is_met"] for line in lines if line["target"] is not None]
    print(f"\n{sum(met)} of {len(met)} targets met.")
    return 0


def _run(part: str) -> list[dict]:
    with tempfile.TemporaryDirectory(prefix=f"bench-{part}-") as folder:
        told = subprocess.run(
            [sys.executable, "-m", "bench.part", part],
            env=scratch.environment(Path(folder)),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    for line in lines:
        print(
            f"{line['name']:<76}{_seconds(line['ours']):>9}{_seconds(line['plain']):>9}"
            f"{line['value']:>8.2f}{_target(line):>17}{line['peak']:>6} MB",
            flush=True,
        )
        if line["note"]:
            print(f"    {line['note']}", flush=True)
    return lines


def _target(line: dict) -> str:
    if line["target"] is None:
        return "no target"
    sign = "≥" if line["at_least"] else "≤"
    return f"{sign:>4}{line['target']:>5g}{'met' if line['is_met'] else 'MISSED':>8}"


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.1f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
