import io
import resource
import stat
from contextlib import contextmanager
from pathlib import Path

import pytest

from core import files


@pytest.fixture
def root(settings):
    return Path(settings.MEDIA_ROOT)


@contextmanager
def a_full_disk():
    """No file of this process may grow beyond 1,000 bytes: the system itself refuses the write.

    Hold it for one call only: pytest's own output may be such a file.
    """
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def kept(root):
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_stored_can_be_opened_again():
    path = files.store(b"URN,Name\n", "uploads")
    with files.open_stored(path) as file:
        assert file.read() == b"URN,Name\n"


def test_a_file_object_is_kept_whole_wherever_it_had_been_read_to():
    content = io.BytesIO(b"x" * 200_000)
    content.read(10)
    with files.open_stored(files.store(content, "uploads")) as file:
        assert len(file.read()) == 200_000


def test_names_are_random_and_files_are_closed_to_others(root):
    first, second = files.store(b"a", "uploads"), files.store(b"a", "uploads")
    assert first != second
    assert first.startswith("uploads/")
    assert stat.S_IMODE((root / first).stat().st_mode) & 0o137 == 0


def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing_behind(root):
    files.store(b"small", "uploads")
    with pytest.raises(files.CannotKeep, match="no room") as refusal, a_full_disk():
        files.store(b"x" * 100_000, "uploads")
    assert refusal.value.code == "E-DISK"
    assert len(kept(root)) == 1


def test_an_upload_that_breaks_off_leaves_nothing_behind(root):
    class BreaksOff(io.BytesIO):
        def read(self, *args):
            raise OSError("the connection went away")

    with pytest.raises(files.CannotKeep):
        files.store(BreaksOff(), "uploads")
    assert kept(root) == []


def test_a_path_out_of_the_folder_is_never_opened(root, tmp_path):
    (tmp_path / "secret").write_text("key")
    root.mkdir()
    for path in ("../secret", str(tmp_path / "secret"), "uploads/../../secret"):
        with pytest.raises(ValueError, match="inside MEDIA_ROOT"):
            files.open_stored(path)


def test_a_file_that_is_gone_is_said_in_a_sentence_and_removed_twice_without_harm():
    path = files.store(b"a", "reports")
    files.remove(path)
    files.remove(path)
    with pytest.raises(files.NoLongerKept, match="no longer kept"):
        files.open_stored(path)


def test_a_download_is_an_attachment_that_no_cache_keeps():
    response = files.response_for(files.store(b"%PDF-", "reports"), "Health check, Łódź.pdf")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "%C5%81%C3%B3d%C5%BA" in response.headers["Content-Disposition"]
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert b"".join(response.streaming_content) == b"%PDF-"
    response.file_to_stream.close()
