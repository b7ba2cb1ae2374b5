"""A drawing of how throughput grows with machines, as inline SVG in the colours of the page."""

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 420, 280
LEFT, RIGHT, ABOVE, BELOW = 30, 12, 40, 44
DASHES = ("none", "6 4")


def draw(
    lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str, about: str
) -> str:
    """Return lines by name, each a list of points, between axes that are named.

    `about` is the text alternative. Both axes start at 0 and end at the largest value.
    """
    points = [point for line in lines.values() for point in line]
    most_x, most_y = (max(values) for values in zip(*points, strict=True))

    def x(value: float) -> float:
        return float(round(LEFT + (WIDTH - LEFT - RIGHT) * value / most_x, 1))

    def y(value: float) -> float:
        return float(round(ABOVE + (HEIGHT - ABOVE - BELOW) * (1 - value / most_y), 1))

    def text(at_x: float, at_y: float, words: str, anchor: str = "middle") -> str:
        return f'<text x="{at_x}" y="{at_y}" text-anchor="{anchor}">{words}</text>'

    parts = [f'<path d="M{x(0)} {y(most_y)}V{y(0)}H{x(most_x)}" stroke-width="1"/>']
    steps = [most_x * share / 4 for share in range(1, 5)]
    parts += [text(x(step), y(0) + 16, f"{step:g}") for step in steps]
    parts += [text(LEFT - 6, y(most_y * s / 4) + 4, f"{most_y * s / 4:.0f}", "end") for s in (2, 4)]
    parts += [text(x(most_x / 2), y(0) + 32, across), text(2, 14, up, "start")]
    for dash, (name, line) in zip(DASHES, lines.items(), strict=True):
        path = "L".join(f"{x(a)} {y(b)}" for a, b in line)
        parts.append(f'<path d="M{path}" stroke-width="2" stroke-dasharray="{dash}"/>')
        last_x, last_y = line[-1]
        parts.append(text(x(last_x), y(last_y) - 8, name, "end"))
    return (
        f'<svg class="curve" role="img" aria-label="{about}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        + "".join(parts)
        + "</svg>"
    )
