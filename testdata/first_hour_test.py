#!/usr/bin/env python3
"""first_hour_test.py VMCP-RENDER: the first hour of README.md goes as it is shown there.

Its sessions and pictures are one script, run from top to bottom in a copy of testdata/demo; what they print is what stands
there. Each command of the program is used in it, once.
"""
import re
import sys

import documents


def script(page):
    begin, end = page.section(documents.FIRST_HOUR)
    return [block for block in page.blocks if begin <= block.begin < end and block.kind in ("session", "picture")]


def main(binary):
    bench = documents.Bench(binary, "")
    page = documents.Page(documents.README)
    blocks = script(page)
    folder = bench.demo()
    replayed = [(block, bench.replay(page, block, folder)) for block in blocks]
    if documents.UPDATE:
        page.rewrite(replayed)

    typed = [line for block in blocks for line in block.lines if line.startswith(("$ ", documents.PICTURE))]
    used = re.findall(r"(?:[$|;&]) vmcp-render (\w+)", "\n".join(typed))
    commands = re.findall(r"^  ([a-z]+)  +\S", bench.run("vmcp-render --help", folder).stdout, re.MULTILINE)
    for command in commands:
        bench.checks += 1
        if used.count(command) != 1:
            bench.fail(documents.README, f'its first hour uses the command "{command}" {used.count(command)} times')
    return bench.verdict(15)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
