"""A prompt is answered however it arrives; a line that only looks like one is not."""

import sys
from pathlib import Path

import pytest

from cookbook.reader.shell import Shell

PROGRAM = """
import sys, time
for part in sys.argv[1:]:
    print(part, end="", flush=True)
    time.sleep(0.2)
print(f"<{input()}>" if "-" not in sys.argv else "")
"""


@pytest.mark.parametrize(
    ("parts", "page", "printed"),
    [
        (["(Pdb) "], ["(Pdb) p search"], "(Pdb) <p search>\n"),
        (["(Pdb)", " "], ["(Pdb) p search"], "(Pdb) <p search>\n"),
        (["Name (or none)", ": "], ["Name (or none): moby"], "Name (or none): <moby>\n"),
        (["Building:\n", "Name:"], ["Building:", "Name: moby"], "Building:\nName:<moby>\n"),
        (["Error:", " gone\n", "-"], ["Error: gone", "-"], "Error: gone\n-\n"),
    ],
)
def test_prompts(tmp_path: Path, parts: list[str], page: list[str], printed: str) -> None:
    """The parts of a line come one by one, as from a program on a busy machine."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    shell = Shell(tmp_path, {}, timeout=20)
    words = " ".join(f"$'{part}'".replace("\n", "\\n") for part in parts)
    try:
        assert shell.run(f"{sys.executable} {program} {words}", page) == (printed, 0)
    finally:
        shell.close()
