"""The generated package is what openapi.yaml gives, and `tools/generate.py` sees when it is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDITED = "generated/sketricgen_api/models/chat_asset.py"
DELETED = "generated/sketricgen_api/models/limits.py"
ADDED = "generated/sketricgen_api/models/by_hand.py"
COMPILED = "generated/sketricgen_api/__pycache__/client.cpython-39.pyc"


def run_generate(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "generate.py"), *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def contents(package: Path) -> dict[str, bytes]:
    files = [path for path in package.rglob("*") if path.is_file()]
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in files}


def copy_repository(to: Path) -> Path:
    for name in ("openapi.yaml", "generator_config.yml"):
        shutil.copy(ROOT / name, to / name)
    shutil.copytree(
        ROOT / "generated", to / "generated", ignore=shutil.ignore_patterns("__pycache__")
    )
    return to


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return copy_repository(tmp_path)


@pytest.fixture(scope="module")
def tampered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_repository(tmp_path_factory.mktemp("tampered"))
    edited = root / EDITED
    edited.write_text(edited.read_text(encoding="utf-8") + "BY_HAND = True\n", encoding="utf-8")
    (root / DELETED).unlink()
    (root / ADDED).write_text("", encoding="utf-8")
    compiled = root / COMPILED
    compiled.parent.mkdir()
    compiled.write_bytes(b"\x00\xff")
    return root


@pytest.fixture(scope="module")
def verdict(tampered: Path) -> subprocess.CompletedProcess[str]:
    return run_generate("--check", "--root", str(tampered), cwd=tampered)


def test_a_package_that_differs_fails_the_check(
    verdict: subprocess.CompletedProcess[str],
) -> None:
    assert verdict.returncode == 1
    assert "make generate" in verdict.stdout


def test_an_edited_file_is_shown_as_a_diff(verdict: subprocess.CompletedProcess[str]) -> None:
    assert f"--- {EDITED}" in verdict.stdout
    assert "-BY_HAND = True" in verdict.stdout


def test_a_missing_file_is_named(verdict: subprocess.CompletedProcess[str]) -> None:
    assert f"{DELETED}: missing" in verdict.stdout


def test_an_extra_file_is_named(verdict: subprocess.CompletedProcess[str]) -> None:
    assert f"{ADDED}: nothing in openapi.yaml makes this file" in verdict.stdout


def test_a_compiled_file_is_no_difference(verdict: subprocess.CompletedProcess[str]) -> None:
    assert "__pycache__" not in verdict.stdout


def test_a_check_changes_nothing(tampered: Path, verdict: subprocess.CompletedProcess[str]) -> None:
    assert verdict.returncode == 1
    assert (tampered / ADDED).exists()
    assert not (tampered / DELETED).exists()
    assert "BY_HAND" in (tampered / EDITED).read_text(encoding="utf-8")


def test_generating_gives_the_committed_package_and_mends_every_difference(
    repository: Path,
) -> None:
    package = repository / "generated" / "sketricgen_api"
    before = contents(package)
    (repository / ADDED).write_text("", encoding="utf-8")
    (repository / DELETED).unlink()
    assert run_generate("--root", str(repository), cwd=repository).returncode == 0
    assert contents(package) == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param("info: 3\n", "info", id="not OpenAPI"),
        pytest.param("info: [\n", "cannot be read", id="not YAML"),
    ],
)
def test_a_wrong_document_is_explained_and_leaves_the_package_alone(
    repository: Path, wrong: str, said: str
) -> None:
    before = contents(repository / "generated")
    (repository / "openapi.yaml").write_text(f"openapi: 3.1.0\n{wrong}", encoding="utf-8")
    failed = run_generate("--root", str(repository), cwd=repository)
    assert failed.returncode == 1
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr
    assert contents(repository / "generated") == before


def test_a_document_the_generator_cannot_read_whole_leaves_the_package_alone(
    repository: Path,
) -> None:
    document = repository / "openapi.yaml"
    text = document.read_text(encoding="utf-8")
    assert text.count("text/event-stream:\n") == 1
    document.write_text(text.replace("text/event-stream:\n", "image/png:\n"), encoding="utf-8")
    before = contents(repository / "generated")
    failed = run_generate("--root", str(repository), cwd=repository)
    assert failed.returncode == 1
    assert "image/png" in failed.stderr
    assert contents(repository / "generated") == before
