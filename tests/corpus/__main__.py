"""Writes the corpus, and a list of what must become of each file.

python -m tests.corpus FOLDER [SEED]
"""

import csv
import sys
from dataclasses import asdict
from pathlib import Path

from tests.corpus import FAMILIES, SEED, files


def main(folder: Path, seed: int) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "expected.csv").open("w", newline="") as listed:
        writer = csv.writer(listed)
        writer.writerow(["file", "what it is", "sent as", "expected", "how"])
        for family in FAMILIES:
            for number, file in enumerate(files(family, seed), 1):
                ending = Path(file.file_name).suffix if file.file_name.isascii() else ""
                name = f"{family}-{number:03d}{ending or '.body'}"
                (folder / name).write_bytes(file.content)
                told = {
                    key: value for key, value in asdict(file.expected).items() if key != "stored"
                }
                kind = type(file.expected).__name__.lower()
                writer.writerow([name, file.name, file.file_name, kind, told or ""])
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else SEED))
