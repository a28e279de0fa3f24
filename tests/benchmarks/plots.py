"""Two plain plots as SVG: bars by group, and lines over powers of ten. Nothing to install, the same bytes each time."""

from __future__ import annotations

from math import ceil, floor, log10
from xml.sax.saxutils import escape

COLOURS = ("#9ecae1", "#08519c", "#bdbdbd", "#969696", "#737373", "#fdae6b", "#e6550d", "#a63603")
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 860, 380, 56, 40, 60, 170


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'


def _page(title: str, parts: list[str], names: list[str]) -> str:
    """The plot with its title, its ground and what each colour means."""
    key = []
    for place, name in enumerate(names):
        y = TOP + 10 + 20 * place
        key.append(f'<rect x="{WIDTH - RIGHT + 16}" y="{y}" width="12" height="12" fill="{_colour(place)}"/>')
        key.append(_text(WIDTH - RIGHT + 34, y + 11, name))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif"><title>{escape(title)}</title>'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    return "\n".join([head, ground, _text(LEFT, 22, title, size=15), *parts, *key, "</svg>"]) + "\n"


def _colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]


def _rule(y: float, label: str) -> str:
    line = f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>'
    return line + _text(LEFT - 6, y + 4, label, anchor="end", size=11)


def bars(title: str, groups: list[str], series: dict[str, list[float]]) -> str:
    """Shares from 0 to 1, one bar a series in each group."""
    high, wide = HEIGHT - TOP - BOTTOM, (WIDTH - LEFT - RIGHT) / max(len(groups), 1)
    parts = [_rule(TOP + high * (1 - tenth / 10), f"{tenth / 10:.1f}") for tenth in range(0, 11, 2)]
    each = wide * 0.84 / max(len(series), 1)
    for place, group in enumerate(groups):
        left = LEFT + wide * (place + 0.08)
        for at, values in enumerate(series.values()):
            tall = high * values[place]
            where = f'x="{left + each * at:.1f}" y="{TOP + high - tall:.1f}" width="{each:.1f}" height="{tall:.1f}"'
            parts.append(f'<rect {where} fill="{_colour(at)}"><title>{values[place]:.3f}</title></rect>')
        middle = LEFT + wide * (place + 0.5)
        for row, word in enumerate(group.split("-")):
            parts.append(_text(middle, TOP + high + 18 + 14 * row, word, anchor="middle", size=11))
    return _page(title, parts, list(series))


def lines(title: str, points: dict[str, list[tuple[float, float]]]) -> str:
    """One line a series, both axes in powers of ten."""
    every = [point for some in points.values() for point in some]
    spans = [(floor(min(log10(p[at]) for p in every)), ceil(max(log10(p[at]) for p in every))) for at in (0, 1)]
    (x_low, x_high), (y_low, y_high) = [(low, max(high, low + 1)) for low, high in spans]
    high, wide = HEIGHT - TOP - BOTTOM, WIDTH - LEFT - RIGHT

    def place(point: tuple[float, float]) -> tuple[float, float]:
        across, up = (log10(point[0]) - x_low) / (x_high - x_low), (log10(point[1]) - y_low) / (y_high - y_low)
        return LEFT + wide * across, TOP + high * (1 - up)

    parts = [_rule(place((1, 10.0**power))[1], f"{10.0**power:g}") for power in range(y_low, y_high + 1)]
    for power in range(x_low, x_high + 1):
        parts.append(_text(place((10.0**power, 10.0**y_low))[0], TOP + high + 18, f"{10**power:,}", anchor="middle"))
    for at, some in enumerate(points.values()):
        dots = [place(point) for point in sorted(some)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{_colour(at)}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_colour(at)}"/>' for x, y in dots]
    return _page(title, parts, list(points))
