"""The wheel holds what it should, and the same source makes the same wheel, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "overlay", "generated")

# Two moments at which the files may have been written.
YESTERYEAR, NOW = 1_000_000_000.0, 1_500_000_000.0


def copied_source(source: Path, written: float) -> Path:
    """Copies what a wheel is made of, as a checkout of that time has it."""
    source.mkdir(parents=True)
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(
                ROOT / name, source / name, ignore=ignored, copy_function=shutil.copyfile
            )
        else:
            shutil.copyfile(ROOT / name, source / name)
    for path in source.rglob("*"):
        os.utime(path, (written, written))
    return source


def built_wheel(folder: Path, written: float = NOW, epoch: str | None = None) -> Path:
    """Builds the wheel from a copy of the source, in a folder of its own, and returns its path."""
    source, target = copied_source(folder / "source", written), folder / "wheel"
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=source,
        env=environment if epoch is None else {**environment, "SOURCE_DATE_EPOCH": epoch},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = target.iterdir()
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    return built_wheel(tmp_path_factory.mktemp("first"))


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_of(folder: str) -> set[str]:
    root = ROOT / folder
    found = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_pytest_finds_its_plugin_in_the_wheel(wheel: Path) -> None:
    (name,) = (name for name in names_in(wheel) if name.endswith("/entry_points.txt"))
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(name).decode()
    assert "[pytest11]\nsketricgen = _sketricgen_pytest\n" in entry_points


def test_the_wheel_holds_both_packages_whole_and_nothing_else(wheel: Path) -> None:
    held = {name for name in names_in(wheel) if ".dist-info/" not in name}
    assert {"sketricgen/py.typed", "sketricgen_api/py.typed"} <= held
    made = files_of("overlay") | {
        name for name in files_of("generated") if name.startswith("sketricgen_api/")
    }
    assert held == made


def test_the_wheel_carries_its_licence(wheel: Path) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names_in(wheel))


def test_the_wheel_runs_on_every_python_3(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


@pytest.mark.parametrize("epoch", [None, "1750000000"], ids=["no epoch", "an epoch"])
def test_the_same_source_makes_the_same_wheel_wherever_and_whenever_it_is_built(
    wheel: Path, tmp_path: Path, epoch: str | None
) -> None:
    first = built_wheel(tmp_path / "here", YESTERYEAR, epoch)
    second = built_wheel(tmp_path / "elsewhere", NOW, epoch) if epoch else wheel
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
