"""Which room may import which, and in what order the files inside a room may import each other."""

from tests.architecture.code import (
    INSIDE,
    MIGRATIONS,
    MODULES,
    RANK,
    for_each,
    imports,
    part_of,
    room_of,
)


@for_each(MODULES)
def test_a_room_imports_only_from_rooms_before_it(path):
    for module, _ in imports(path):
        other = module.partition(".")[0]
        assert other not in {"trust", "tests"}, f"nobody imports {other}"
        if other in RANK:
            assert RANK[other] <= RANK[room_of(path)], f"{room_of(path)} may not import {module}"


@for_each(MODULES)
def test_a_file_imports_only_from_files_before_it_in_its_room(path):
    here = part_of(path)
    if here not in INSIDE:
        return
    for module, imported in imports(path):
        room, _, rest = module.partition(".")
        if room != room_of(path):
            continue
        target = rest.partition(".")[0] or imported
        if target in INSIDE and target != here:
            assert INSIDE.index(target) < INSIDE.index(here), (
                f"{here} may not import {module}.{imported}".rstrip(".")
            )


@for_each(MIGRATIONS)
def test_a_migration_does_not_import_what_will_have_changed(path):
    assert not [module for module, _ in imports(path) if module.partition(".")[0] in RANK]
