"""Make generated/sketricgen_api from openapi.yaml, or check that it is up to date.

Usage:
    python tools/generate.py            validate the document, then replace the package
    python tools/generate.py --check    change nothing; exit 1 if the package is not what
                                        the document gives
"""

from __future__ import annotations

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.readers import read_from_filename

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools.answer_classes import write_answers

PACKAGE = Path("generated", "sketricgen_api")
NOTICE = """\
# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.
"""
# The generator makes no type of a union that stands by itself.
UNION = '''\
"""The events of a stream, as one type."""

from typing import Union

from . import (
    {classes},
)

__all__ = [
    {names},
]

StreamEventData = Union[
    {classes},
]
'''


class GenerationError(Exception):
    """The document is not valid, or cannot be generated without loss."""


def validate(document: Path) -> Any:
    """Return the document, if it is valid."""
    try:
        content, uri = read_from_filename(str(document))
        errors = list(OpenAPIV31SpecValidator(content, base_uri=uri).iter_errors())
    except Exception as error:  # the libraries behind YAML and $ref raise kinds of their own
        raise GenerationError(f"{document.name} cannot be read: {error}") from error
    if errors:
        problems = [
            f"  {'/'.join(str(key) for key in error.absolute_path) or 'document'}: {error.message}"
            for error in errors
        ]
        raise GenerationError("\n".join([f"{document.name} is not valid OpenAPI 3.1:", *problems]))
    return content


def is_event(schema: dict[str, Any]) -> bool:
    """Return whether a schema is that of an event: it is made of what every event may carry."""
    bases = {"#/components/schemas/BaseEvent", "#/components/schemas/AgentEvent"}
    parts = schema.get("allOf", [])
    return any(part.get("$ref") in bases for part in parts) and any(
        "type" in part.get("properties", {}) for part in parts
    )


def write_union(document: Any, package: Path) -> None:
    schemas = document["components"]["schemas"]
    classes = sorted(name for name in schemas if is_event(schemas[name]))
    names = [f'"{name}"' for name in classes]
    text = UNION.format(classes=",\n    ".join(classes), names=",\n    ".join(names))
    (package / "models" / "stream_event_data.py").write_bytes(text.encode("utf-8"))


def generate(root: Path, package: Path) -> None:
    document = validate(root / "openapi.yaml")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    command += ["--meta", "none", "--path", str(root / "openapi.yaml")]
    command += ["--config", str(root / "generator_config.yml"), "--output-path", str(package)]
    command += ["--custom-template-path", str(Path(__file__).resolve().with_name("templates"))]
    # The formatter comes from the environment this script runs in, activated or not.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        raise GenerationError(f"openapi-python-client failed:\n{done.stdout}{done.stderr}")
    write_union(document, package)
    write_answers(document, package)
    for hook in read_from_filename(str(root / "generator_config.yml"))[0]["post_hooks"]:
        command = hook.split()
        subprocess.run(
            command, cwd=package / "answers", env=environment, capture_output=True, check=True
        )
    for module in package.rglob("*.py"):
        text = NOTICE + "\n" + module.read_text(encoding="utf-8")
        module.write_bytes(text.encode("utf-8"))
    (package / "py.typed").touch()


def read_files(package: Path) -> dict[str, str]:
    return {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def differences(committed: dict[str, str], fresh: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for name in sorted({*committed, *fresh}):
        path = (PACKAGE / name).as_posix()
        if name not in fresh:
            lines.append(f"{path}: nothing in openapi.yaml makes this file")
        elif name not in committed:
            lines.append(f"{path}: missing")
        else:
            old, new = committed[name].splitlines(), fresh[name].splitlines()
            wanted = f"{path} (from openapi.yaml)"
            lines += difflib.unified_diff(old, new, path, wanted, lineterm="")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare, and change nothing")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    root: Path = options.root.resolve()
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, PACKAGE.name)
        try:
            generate(root, fresh)
        except GenerationError as error:
            print(error, file=sys.stderr)
            return 1
        if options.check:
            found = differences(read_files(root / PACKAGE), read_files(fresh))
            if found:
                found += ["", f"{PACKAGE.as_posix()} is out of date: run `make generate`."]
                print("\n".join(found))
            return 1 if found else 0
        shutil.rmtree(root / PACKAGE, ignore_errors=True)
        shutil.copytree(fresh, root / PACKAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
