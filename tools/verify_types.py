"""Check that every public symbol of the package has a type that its users' checkers can see.

Pyright judges installed packages only, so both packages are laid out as an installation has them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (ROOT / "overlay" / "sketricgen", ROOT / "generated" / "sketricgen_api")


def main() -> int:
    """Run pyright's check of type completeness; return its exit code."""
    scripts = Path(sys.executable).parent
    # Pyright asks the first `python` of the path where the dependencies are.
    path = os.pathsep.join([str(scripts), os.environ.get("PATH", "")])
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            shutil.copytree(package, Path(folder, package.name))
        done = subprocess.run(
            [str(scripts / "pyright"), "--ignoreexternal", "--verifytypes", "sketricgen"],
            env={**os.environ, "PATH": path, "PYTHONPATH": folder},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    lines = done.stdout.splitlines()
    score = [line for line in lines if line.startswith("Type completeness score")]
    print("\n".join(lines if done.returncode else score))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
