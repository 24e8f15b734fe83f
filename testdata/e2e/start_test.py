#!/usr/bin/env python3
"""start_test.py VMCP-RENDER VMCP: starts the real vmcp from the render of each conformance case that start_cases.txt names and
holds what it does against what `vmcp-render check` says: a finding of stage start where it refuses, none where it serves.

start_cases.txt has a case a line, below `serves:` and `refused:`, which is what vmcp is known to do with it.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import sealed

HERE = os.path.dirname(os.path.abspath(__file__))
CONFORMANCE = os.path.join(os.path.dirname(HERE), "conformance")


def read_cases():
    cases, verdict = {}, None
    with open(HERE + "/start_cases.txt") as file:
        for line in filter(None, map(str.strip, file)):
            if line.endswith(":"):
                verdict = line[:-1]
            else:
                cases[line] = verdict
    return cases


def options(case):
    """As the case's verdict was made: without settings, a cluster that holds the input and nothing else."""
    return sealed.RELEASE + ([] if os.path.exists(f"{CONFORMANCE}/{case}/settings.yaml") else ["--strict"])


def foretold(binary, case):
    command = [binary, "check", "--diagnostics", "json", *options(case), "-f", f"{CONFORMANCE}/{case}/input.yaml"]
    findings = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)
    errors = [f for f in findings if f["severity"] == "error"]
    # Every Secret that a pod names is laid out here, so nothing is wrong with the pod.
    assert all(f["stage"] in ("pod", "start") for f in errors), errors
    return "refused" if any(f["stage"] == "start" for f in errors) else "serves"


def main(binary, vmcp):
    code = sealed.run_sealed(__file__, [binary, vmcp], vmcp)
    if code is not None:
        return code
    folder = tempfile.mkdtemp(prefix="vmcp-e2e-")
    try:
        cases = read_cases()
        rendered = {case: sealed.render(binary, f"{CONFORMANCE}/{case}/input.yaml", "--start=off", *options(case))
                    for case in cases}
        certificate = sealed.seal(folder, sorted(sealed.host_names(list(rendered.values()))))

        def judge(case):
            root = tempfile.mkdtemp(dir=folder)
            answers, log = sealed.serve(vmcp, root, *sealed.lay_out(root, rendered[case], certificate))
            return case, "serves" if answers else "refused", foretold(binary, case), log

        with ThreadPoolExecutor(2) as pool:
            failures = 0
            for case, done, said, log in pool.map(judge, cases):
                good = done == said == cases[case]
                failures += not good
                print(f"{'ok' if good else 'FAILED'}: {case}: vmcp {done}, check says {said}" + ("" if good else "\n" + log))
        print(f"{len(cases) - failures} passed, {failures} failed")
        return 1 if failures or not cases else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
