"""What is said in two places is the same in both."""

import re

import pytest
from ruamel.yaml import YAML

from tests.architecture.code import ROOT

COMPOSE = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())
README = (ROOT / "README.md").read_text()


def found(pattern: str, name: str) -> list[str]:
    return re.findall(pattern, (ROOT / name).read_text(), re.MULTILINE)


def test_the_tests_run_on_the_postgresql_that_is_deployed():
    major = COMPOSE["services"]["postgres"]["image"].partition(":")[2]
    assert found(r"^POSTGRES_MAJOR=(\d+)", ".ci/run") == [major]


def test_what_is_deployed_has_a_web_server_a_worker_and_an_order_to_start_in():
    services = COMPOSE["services"]
    assert {"web", "worker", "postgres", "redis"} <= set(services)
    for service in services.values():
        for other in service.get("depends_on", {}):
            assert other in services
    assert "appendonly" in " ".join(services["redis"]["command"])
    used = {volume.partition(":")[0] for s in services.values() for volume in s.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_the_image_is_the_python_the_locks_were_made_for():
    oldest = found(r'requires-python = ">=([\d.]+)"', "pyproject.toml")
    assert found(r"^FROM python:([\d.]+)-", "Dockerfile") == oldest


def test_the_image_has_the_libraries_that_setup_installs():
    (packages,) = found(r'^PDF_PACKAGES="(.+)"', "bin/setup")
    assert packages in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("lock", ["app.lock", "dev.lock"])
def test_locks_pin_every_package_by_hash_and_name_no_host(lock):
    text = (ROOT / "requirements" / lock).read_text()
    pinned = re.findall(r"^[a-z0-9-]+(?:\[.*\])?==\S+ (?:; .* )?\\$", text, re.MULTILINE)
    assert len(pinned) > 40
    assert text.count("--hash=") >= len(pinned)
    assert "://" not in text


def test_the_front_end_lock_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_every_front_end_file_a_page_asks_for_is_put_there():
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "css").glob("*.css")]
    asked = {name for path in sources for name in re.findall(r"vendor/([\w.-]+)", path.read_text())}
    given = set(found(r"^(?!#)\S+\s+(\S+)$", "bin/lib/assets"))
    assert asked
    assert asked <= given


def test_the_readme_explains_every_setting():
    read = set(found(r'env\.\w+\(\s*"([A-Z_]+)"', "trust/settings.py"))
    offered = set(found(r"^([A-Z_]+)=", ".env.example"))
    assert {name for name in read | offered if f"`{name}`" not in README} == set()
