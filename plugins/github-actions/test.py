#!/usr/bin/env python3
"""test.py VMCP-RENDER: runs the step of action.yml as a runner does, on good and bad manifests.

Exit code 77 means skipped. With CI=true that is a failure.
"""
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402


def main(binary):
    action = host.read_yaml(HERE + "/action.yml")
    workflow = host.read_yaml(HERE + "/workflow.yml")
    (step,) = action["runs"]["steps"]

    with host.Bench(binary) as bench:
        bench.write("good/apps/mcp/desk.yaml", host.GOOD)
        bench.write("bad/apps/mcp/desk.yaml", host.BAD)

        def run(folder, **chosen):
            inputs = {name: str(one["default"]) for name, one in action["inputs"].items()} | chosen
            assert inputs.keys() == action["inputs"].keys()
            environment = {name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: inputs[found[1]], value)
                           for name, value in step["env"].items()}
            return bench.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], folder, **environment)

        done = run("good")
        bench.check("good manifests pass without an annotation", done.returncode == 0 and done.stderr == "", done)

        done = run("bad")
        line, column = host.BAD_PLACE.split(":")[1:]
        wanted = f"::error file=./apps/mcp/desk.yaml,line={line},col={column},title=not-in-enum::"
        bench.check("bad manifests fail with an annotation", done.returncode == 1 and wanted in done.stderr, done)

        (example,) = [one["with"] for one in workflow["jobs"]["check"]["steps"] if "plugins/github-actions" in one.get("uses", "")]
        done = run("bad", path=example["path"], options=example["options"])
        with open(bench.folder + "/bad/vmcp-render.sarif", encoding="utf-8") as file:
            (result,) = [one for one in json.load(file)["runs"][0]["results"] if one["level"] == "error"]
        place = result["locations"][0]["physicalLocation"]
        bench.check("the workflow's options write SARIF", place["artifactLocation"]["uri"] == "apps/mcp/desk.yaml"
                    and place["region"] == {"startLine": int(line), "startColumn": int(column)}, done)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
