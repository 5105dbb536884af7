"""What can be refused, and how it is said. Code asks for the class; people read the sentence."""


class DomainError(Exception):
    """A rule of the business said no. The message is shown to the person, so write it for them."""


class NotAllowed(DomainError):
    """The person may see this thing but may not do this to it."""


class WrongState(DomainError):
    """The thing is not at the step where this can happen."""


class SayWhy(DomainError):
    """A reason is asked for and none was given, or one that is too long."""


class EditedMeanwhile(DomainError):
    """Somebody else changed the thing first; what was typed is kept and shown beside it."""


class UnreadableFile(DomainError):
    """A whole file is refused. `code` (E-CSV-…, E-XLSX-…, E-ENC-…) is stable; the words are not."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class BadCommand(DomainError):
    """A command was typed with something it cannot use. It exits 1 with this sentence."""


class TooMuch(DomainError):
    """More is asked than one person, school or server may have at once. Nothing was changed.

    `code` (E-QUOTA-…, E-BUSY) is stable. `seconds` says when it can be tried again.
    """

    def __init__(self, code: str, message: str, seconds: int) -> None:
        super().__init__(f"{message} ({code})")
        self.code = code
        self.seconds = seconds
