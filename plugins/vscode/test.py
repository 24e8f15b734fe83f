#!/usr/bin/env python3
"""test.py VMCP-RENDER: runs the task of tasks.json, and holds what its problem matchers make of the text against the findings as
the program has them in JSON.
"""
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

PARTS = ("file", "line", "column", "severity", "code")


def matched(matchers, text):
    """What VS Code makes of a text: the first matcher that takes a line has it."""
    problems = []
    for line in text.splitlines():
        for matcher in matchers:
            pattern = matcher["pattern"]
            found = re.search(pattern["regexp"], line)
            if found:
                problems.append({part: found[pattern[part]] for part in PARTS if part in pattern})
                break
    return problems


def main(binary):
    with open(HERE + "/tasks.json", encoding="utf-8") as file:
        [task] = json.load(file)["tasks"]
    with host.Bench(binary) as bench:
        bench.write("good/desk.yaml", host.GOOD)
        # With lines of excerpts, related places, a name with colons, and a file without a line.
        bench.write("bad/apps/mcp/desk.yaml", host.BAD)
        bench.write("bad/apps/mcp/twice: a.yaml", host.GOOD)
        bench.write("bad/apps/mcp/again.yaml", host.GOOD)
        bench.write("bad/apps/mcp/portal.yaml", host.no_start())
        bench.write("bad/apps/mcp/bytes.yaml", "a: \x00\n")

        done = bench.run([task["command"], *task["args"]], "good")
        bench.check("the task passes where all is well",
                    done.returncode == 0 and matched(task["problemMatcher"], done.stderr) == [], done)
        done = bench.run([task["command"], *task["args"]], "bad")
        findings = json.loads(bench.run([task["command"], *task["args"], "--diagnostics", "json"], "bad").stderr)
        wanted = [{part: str(one[part]) for part in PARTS if part in one} for one in findings if "file" in one]
        got = matched(task["problemMatcher"], done.stderr)
        bench.check("each finding is a problem at its place, and nothing else is", got == wanted, done)
        bench.check("there are errors and warnings among them",
                    {one["severity"] for one in wanted} >= {"error", "warning"} and len(wanted) > 4, done)
        if got != wanted:
            print(f"got {got}\nwanted {wanted}")
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
