"""From the bytes of a file to its table, and what is kept of the file to read it again."""

from collections.abc import Sequence
from dataclasses import replace

from core import apart, files, spreadsheets
from core.errors import UnreadableFile
from core.spreadsheets import Table
from monitoring.imports import ctf, ctf_codes
from monitoring.models import Collection, Submission, Upload
from monitoring.rules import columns, downloads
from schools.models import School

is_transfer_file = ctf.is_ctf


def check_file_size(file_name: str, size: int) -> None:
    """Refuse what is too big before it is read into memory (security.md 5.1)."""
    check = ctf.check_size if is_transfer_file(file_name) else spreadsheets.check_size
    check(size)


def arrived(
    submission: Submission, content: bytes, file_name: str, *, is_cp1252: bool
) -> tuple[Table, bytes]:
    """The table of a file that has just come, and what to store of the file.

    Refuses with `UnreadableFile` what cannot be read, another school's transfer file, and a file
    that is known to hold nothing that is asked for.
    """
    if not ctf.is_ctf(file_name):
        table = read_table(content, file_name, is_cp1252=is_cp1252)
        _check_download(table, submission.collection)
        return table, content
    ctf.check_size(len(content))
    file = ctf.told(apart.read(ctf.read_plainly, content, apart.XML))
    _check_school(file.source, submission.school)
    _check_results(file.table, submission.collection)
    return file.table, ctf.kept(file.table)


def read_table(content: bytes, file_name: str, *, is_cp1252: bool) -> Table:
    """A CSV or a workbook; a download of DfE's with the columns that its layout lacks."""
    table = spreadsheets.read_upload(
        content,
        file_name,
        find_header=columns.find_header,
        is_cp1252=is_cp1252,
        is_wide=downloads.is_known,
    )
    header, cells = downloads.completed(table.header, table.columns)
    return replace(table, header=header, columns=cells)


def stored_table(upload: Upload) -> Table:
    with files.open_stored(upload.stored_as) as file:
        content = file.read()
    if ctf.is_ctf(upload.file_name):
        return ctf.read_again(content)
    return read_table(content, upload.file_name, is_cp1252=upload.is_cp1252)


def settled(table: Table, file_name: str, subjects: Sequence[str]) -> dict[str, str] | None:
    """Our field to its column, where nobody has to say so; None where a person should."""
    header = table.header
    if columns.is_ours(header, subjects):
        return columns.by_label(header, (*columns.PERSON, *subjects))
    if ctf.is_ctf(file_name) and len(columns.by_label(header, subjects)) == len(subjects):
        return columns.by_label(header, (*columns.PERSON, *subjects))
    return downloads.matched(header, subjects)


def other_names(upload: Upload, table: Table) -> list[str]:
    """A transfer file's results that nothing was matched to: they are kept as they are."""
    if not ctf.is_ctf(upload.file_name):
        return []
    used = {*ctf.ABOUT_PUPILS, *upload.columns.values()}
    return [name for name in table.header if name not in used]


def other_results(upload: Upload, table: Table) -> dict[int, dict[str, str]]:
    """By row, what `other_names` say of the pupil."""
    names = other_names(upload, table)
    if not names:
        return {}
    columns_of = [table.columns[table.header.index(name)] for name in names]
    return {
        number: {name: cell for name, cell in zip(names, cells, strict=True) if cell}
        for number, *cells in zip(table.numbers, *columns_of, strict=True)
    }


def _check_school(source: ctf.Source, school: School) -> None:
    """A transfer file is taken from the school that made it; DfE's own name no school."""
    is_other = bool(source.laestab and school.laestab and source.laestab != school.laestab)
    if not source.laestab and source.urn.isdigit():
        is_other = int(source.urn) != school.urn
    if is_other:
        ours = f"{school.name} ({school.laestab[:3]}/{school.laestab[3:]})"
        raise UnreadableFile(
            "E-XML-SCHOOL",
            f"The file was made by {source}, and you are giving the data of {ours}.",
        )


def _check_results(table: Table, collection: Collection) -> None:
    names = [name for name in table.header if name not in ctf.ABOUT_PUPILS]
    if not names:
        raise UnreadableFile("E-XML-RESULTS", "There are pupils in this file but no results.")
    known = {one.name for one in ctf_codes.KNOWN.values()}
    wanted = columns.by_label(names, collection.subjects)
    if not wanted and set(names) <= known:
        raise _not_asked("E-XML-ASKED", f"a transfer file of {_listed(names)}", collection)


def _check_download(table: Table, collection: Collection) -> None:
    layout = downloads.known(table.header)
    found = downloads.matched(table.header, collection.subjects)
    if layout and not set(found or {}) & set(collection.subjects):
        raise _not_asked("E-CSV-ASKED", f"DfE's download of {layout.name}", collection)


def _not_asked(code: str, what: str, collection: Collection) -> UnreadableFile:
    asked = _listed([columns.LABELS.get(one, one) for one in collection.subjects])
    return UnreadableFile(
        code, f"This is {what}, and {collection.name} asks for {asked}. Nothing in it is asked for."
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names).lower()
