from typing import Any

from core.errors import BadCommand
from monitoring.management.commands import submit
from monitoring.services.reading import is_transfer_file


class Command(submit.Command):
    help = (
        "Gives a school's Common Transfer File to a collection, as submit does with any other "
        "export. Who the pupils are and their results are kept, and nothing else. Results that "
        "the collection does not ask for are kept under the file's own codes and are not counted. "
        "Another school's file is refused."
    )

    def answer(self, **options: Any) -> dict[str, Any]:
        if not is_transfer_file(options["file"].name):
            raise BadCommand("A Common Transfer File is called something.xml.")
        return super().answer(**options)
