"""`make audit` fails on findings alone, and says plainly what it could not look at."""

from __future__ import annotations

import json
from typing import Any

from tools.audit import verdict

OURSELVES = {"name": "sketricgen", "skip_reason": "Dependency not found on PyPI"}
SOUND = {"name": "attrs", "version": "25.1.0", "vulns": []}
SKIPPED = {"name": "sniffio", "skip_reason": "Dependency not found on PyPI"}
FLAWED = {
    "name": "h11",
    "version": "0.14.0",
    "vulns": [{"id": "PYSEC-2025-1", "fix_versions": ["0.16.0"], "aliases": []}],
}


def judged(*answers: dict[str, Any]) -> tuple[list[str], int]:
    return verdict(json.dumps({"dependencies": [OURSELVES, *answers], "fixes": []}), "")


def test_no_findings_pass() -> None:
    assert judged(SOUND) == (["1 of 1 packages audited, 0 vulnerabilities."], 0)


def test_a_finding_fails_and_tells_which_version_is_sound() -> None:
    lines, code = judged(SOUND, FLAWED)
    assert code == 1
    assert lines[0] == "h11 0.14.0: PYSEC-2025-1, fixed in 0.16.0"


def test_a_finding_without_a_remedy_fails_too() -> None:
    flaw = {"id": "PYSEC-2025-1", "fix_versions": [], "aliases": []}
    lines, code = judged({**FLAWED, "vulns": [flaw]})
    assert code == 1
    assert lines[0].endswith("fixed in no version yet")


def test_a_package_that_the_service_does_not_know_is_named_and_fails_nothing() -> None:
    lines, code = judged(SOUND, SKIPPED)
    assert code == 0
    assert lines == [
        "NOT AUDITED: sniffio: Dependency not found on PyPI",
        "1 of 2 packages audited, 0 vulnerabilities.",
    ]


def test_a_service_that_cannot_be_reached_is_said_and_fails_nothing() -> None:
    lines, code = verdict("", "Traceback\n  …\nConnectionError: no such host\n")
    assert code == 0
    (line,) = lines
    assert line.startswith("NOT AUDITED: the vulnerability service could not be asked")
    assert line.endswith("ConnectionError: no such host")


def test_silence_is_no_audit() -> None:
    assert verdict("", "")[0][0].startswith("NOT AUDITED")
