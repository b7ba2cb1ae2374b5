"""Writes outputs into the pages: sessions in place, screenshots beside them."""

from collections import defaultdict
from pathlib import Path

from PIL import Image

from cookbook.page.sessions import Command, commands
from cookbook.reader import compare
from cookbook.reader.follow import Result
from cookbook.reader.terminal import settled
from cookbook.repo import ROOT


def sessions(results: list[Result]) -> list[str]:
    """Rewrite the outputs that differ; return the places that changed.

    An output that still matches stays as it is, so that a diff shows changes alone. One that
    hides lines behind `...` keeps as many lines before and after it as it had. Of one that does
    not match, the lines that do stay.
    """
    by_block = defaultdict(list)
    for result in results:
        by_block[result.block.source].append(result)
    changed = []
    # From the last line to the first, so that earlier line numbers stay true.
    for source, ran in sorted(by_block.items(), key=lambda item: (item[0].path, -item[0].first)):
        path = ROOT / source.path
        lines = path.read_text().split("\n")
        old = lines[source.first - 1 : source.last]
        indent = old[0][: len(old[0]) - len(old[0].lstrip())]
        new = [indent + line if line else "" for line in _rewritten(ran)]
        if new != old:
            lines[source.first - 1 : source.last] = new
            path.write_text("\n".join(lines))
            changed.append(str(source))
    return changed


def _rewritten(ran: list[Result]) -> list[str]:
    lines = []
    shown = commands(ran[0].block.text)
    for number, command in enumerate(shown):
        lines += _typed(ran[0].block.text, number)
        output = ran[number].output if number < len(ran) else None
        if output is not None and not compare.matches(
            "\n".join(command.output), output, command.text
        ):
            lines += _output(command, output)
        else:
            lines += command.output
    return lines


def _typed(session: str, number: int) -> list[str]:
    """Return the lines of the session that are its command with this number, as they stand."""
    lines = session.split("\n")
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    start = starts[number]
    end = starts[number + 1] if number + 1 < len(starts) else len(lines)
    output = len(commands(session)[number].output)
    return lines[start : end - output]


def _output(command: Command, output: str) -> list[str]:
    lines = [line.rstrip() for line in settled(output).strip("\n").split("\n")]
    if lines == [""]:
        return []
    if command.output.count(compare.HIDE) == 1:
        before = command.output.index(compare.HIDE)
        after = len(command.output) - before - 1
        lines = [*lines[:before], compare.HIDE, *lines[len(lines) - after :]]
    left = list(command.output)
    return [_kept(line, left, command.text) for line in lines]


def _kept(line: str, left: list[str], command: str) -> str:
    """Return the first of the lines still `left` on the page that says the same, else the line."""
    for number, shown in enumerate(left):
        if shown == line or (shown != compare.HIDE and compare.matches(shown, line, command)):
            del left[: number + 1]
            return shown
    return line


def screenshots(folder: Path) -> list[str]:
    """Turn the PNG files of a run into WebP files in docs/images; return their names."""
    names = []
    for png in sorted(folder.glob("*.png")):
        target = ROOT / "docs/images" / f"{png.stem}.webp"
        target.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(png) as image:
            image.save(target, quality=80, method=6)
        names.append(target.name)
    return names
