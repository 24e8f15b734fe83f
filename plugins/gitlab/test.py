#!/usr/bin/env python3
"""test.py VMCP-RENDER: runs the job of gitlab-ci.yml on good and bad manifests, and holds its report against what GitLab reads.

Exit code 77 means skipped. With CI=true that is a failure.
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

try:
    import jsonschema
except ImportError:
    host.skip("python3-jsonschema is not installed")

# Findings at a file without a line, at an object, and at nothing of the input.
ODD = {"not-closed.yaml": "a: [", "empty.yaml": "", "twice.yaml": host.GOOD + "---\n" + host.GOOD}


def main(binary):
    job = host.read_yaml(HERE + "/gitlab-ci.yml")["gateways"]
    name = job["artifacts"]["reports"]["codequality"]
    with open(HERE + "/code-quality.schema.json", encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))

    with host.Bench(binary) as bench:
        def run(folder):
            done = bench.run(["sh", "-c", job["script"]], folder)
            with open(os.path.join(bench.folder, folder, name), encoding="utf-8") as file:
                report = json.load(file)
            bench.check(f"the report of {folder} is one", not list(validator.iter_errors(report)), done)
            prints = [one["fingerprint"] for one in report]
            bench.check(f"each finding of {folder} has a fingerprint of its own", len(set(prints)) == len(prints), done)
            return done, report

        bench.write("good/apps/mcp/desk.yaml", host.GOOD)
        done, report = run("good")
        bench.check("good manifests pass with an empty report", done.returncode == 0 and report == [], done)

        bench.write("bad/apps/mcp/desk.yaml", host.BAD)
        done, report = run("bad")
        place = {"path": "apps/mcp/desk.yaml", "lines": {"begin": int(host.BAD_PLACE.split(":")[1])}}
        [error] = [one for one in report if one["severity"] == "critical"]
        bench.check("bad manifests fail at their line", done.returncode == 1 and error["location"] == place
                    and error["check_name"] == "not-in-enum", done)
        bench.check("the log has the findings as text", f"apps/mcp/{host.BAD_PLACE}: error: " in done.stderr, done)

        bench.write("bad/apps/mcp/desk.yaml", "# A line above it.\n" + host.BAD)
        done, moved = run("bad")
        bench.check("a finding that has moved is known again",
                    [one["fingerprint"] for one in moved] == [one["fingerprint"] for one in report], done)

        for file, text in ODD.items():
            bench.write("odd/apps/mcp/" + file, text)
        done, report = run("odd")
        bench.check("odd findings are reported, too", done.returncode == 1 and report, done)
        bench.write("nothing/apps/mcp/values.yaml", "replicas: 1\n")
        done, report = run("nothing")
        bench.check("so is that there is nothing", done.returncode == 1 and report, done)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
