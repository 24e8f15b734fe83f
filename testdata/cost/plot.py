#!/usr/bin/env python3
"""Draws the table of vmcp-bench, which is read from standard input and printed on: the time of a render against the
number of gateways, beside that of yaml-cpp's bare event parse of the same bytes.
"""
import re
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 300, 56, 36, 16, 150
ROW = re.compile(r' *(\d+) +[\d.]+ +([\d.]+) +([\d.]+) ')
LINES = (('render, all stages', 2, '#0b5fa5'), ("yaml-cpp's events only", 1, '#b3541e'))


def step(most):
    """A round distance of at most five marks."""
    size = 10 ** (len(str(int(most))) - 1)
    return next(size * i for i in (0.2, 0.5, 1, 2) if most / (size * i) <= 5)


def draw(rows):
    """An SVG of rows of gateways, milliseconds of the parse and of the render."""
    wide, high = max(row[0] for row in rows), max(max(row[1:]) for row in rows)

    def x(gateways):
        return LEFT + (WIDTH - LEFT - RIGHT) * gateways / wide

    def y(milliseconds):
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * milliseconds / high

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
           'font-size="12" fill="#555">',
           f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" stroke="#999" fill="none"/>']
    mark = step(high)
    for i in range(int(high / mark) + 1):
        out.append(f'<text x="{LEFT - 6}" y="{y(i * mark) + 4:.0f}" text-anchor="end">{i * mark:g} ms</text>')
    for row in rows:
        if 8 * row[0] >= wide:
            out.append(f'<text x="{x(row[0]):.0f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{row[0]:,}</text>')
    out.append(f'<text x="{WIDTH - RIGHT + 12}" y="{HEIGHT - BOTTOM + 18}"> gateways</text>')
    for name, column, colour in LINES:
        points = ' '.join(f'{x(row[0]):.1f},{y(row[column]):.1f}' for row in rows)
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
    # The upper line has the upper label, and the two do not touch.
    ends = sorted(((y(rows[-1][column]), name, colour) for name, column, colour in LINES))
    if ends[1][0] - ends[0][0] < 16:
        middle = (ends[0][0] + ends[1][0]) / 2
        ends = [(middle - 8, *ends[0][1:]), (middle + 8, *ends[1][1:])]
    for at, name, colour in ends:
        out.append(f'<text x="{WIDTH - RIGHT + 6}" y="{at + 4:.0f}" fill="{colour}">{name}</text>')
    return '\n'.join(out + ['</svg>', ''])


def main():
    rows = []
    for line in sys.stdin:
        print(line, end='', flush=True)
        if found := ROW.match(line):
            rows.append((int(found[1]), float(found[2]), float(found[3])))
    if not rows:
        sys.exit('no row of a number of gateways')
    with open(sys.argv[1], 'w', encoding='utf-8') as file:
        file.write(draw(rows))


if __name__ == '__main__':
    main()
