#!/usr/bin/env python3
"""complete_test.py VMCP-RENDER VMCP: conformance cases of which the operator forgets a Secret. Rendered with --complete, the real
vmcp misses no variable of theirs any more, and what `check` suggests, put into the custom resource, sets the same variables.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

import sealed
from start_test import CONFORMANCE, options

CASES = ["b-developer-portal-gateway", "b-inline-auth-type-discovered-strategy", "b-large-production-gateway-inline",
         "b-v1alpha1-inline-setup", "m0239", "m0338"]


def suggestion(binary, case, path):
    command = [binary, "check", "--diagnostics", "json", *options(case), "-f", path]
    findings = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)
    return next(f["suggestion"] for f in findings if f["code"] == "env-not-set")


def with_suggestion(binary, case, path, folder):
    """The input with the suggestion in its custom resource, of which `spec` is the last key, in place of a pod template there."""
    command = [binary, "-q", "--emit", "cr", "--start", "off", *options(case), "-f", path]
    resource = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    resource = re.sub(r"^  podTemplateSpec:\n(?:    .*\n)*", "", resource, flags=re.M)
    with open(path) as file:
        others = [text for text in re.split(r"^---.*\n", file.read(), flags=re.M) if not re.search(r'kind"?: "?VirtualMCPServer\b', text)]
    changed = f"{folder}/{case}.yaml"
    with open(changed, "w") as file:
        file.write("---\n".join([resource + textwrap.indent(suggestion(binary, case, path), "  ") + "\n", *others]))
    return changed


def variables(objects):
    containers = objects["Deployment"]["spec"]["template"]["spec"]["containers"]
    return sorted(json.dumps(variable) for c in containers if c["name"] == "vmcp" for variable in c["env"])


def main(binary, vmcp):
    code = sealed.run_sealed(__file__, [binary, vmcp], vmcp)
    if code is not None:
        return code
    folder = tempfile.mkdtemp(prefix="vmcp-e2e-")
    failures = 0
    try:
        rendered = {case: sealed.render(binary, f"{CONFORMANCE}/{case}/input.yaml", "--complete", "--start=off", *options(case))
                    for case in CASES}
        certificate = sealed.seal(folder, sorted(sealed.host_names(list(rendered.values()))))
        for case, objects in rendered.items():
            changed = with_suggestion(binary, case, f"{CONFORMANCE}/{case}/input.yaml", folder)
            same = variables(objects) == variables(sealed.render(binary, changed, "--start=off", *options(case)))
            root = tempfile.mkdtemp(dir=folder)
            answers, log = sealed.serve(vmcp, root, *sealed.lay_out(root, objects, certificate))
            good = same and "environment variable" not in log
            failures += not good
            print(f"{'ok' if good else 'FAILED'}: {case}: vmcp {'serves' if answers else 'refuses something else'}"
                  + ("" if good else f", suggestion {'alike' if same else 'differs'}\n{log}"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(CASES) - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
