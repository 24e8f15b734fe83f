#!/usr/bin/env python3
"""kustomize_test.py VMCP-RENDER KUSTOMIZE: what vmcp-render prints goes through `kustomize build` unchanged, apart from the
order of the documents.

Exit code 77 means skipped: kustomize is not installed. With CI=true that is a failure.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77


def documents(text):
    return sorted(text.split("\n---\n"))


def main(binary, kustomize):
    if not os.access(kustomize, os.X_OK):
        print(f"SKIPPED: {kustomize} is not installed, so nothing was built")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    inputs = sorted(glob.glob(HERE + "/serve/*.yaml") + glob.glob(HERE + "/kustomize/*.yaml") + [HERE + "/../demo/gateway.yaml"])
    failures = 0
    for path in inputs:
        folder = tempfile.mkdtemp(prefix="vmcp-e2e-")
        try:
            command = [binary, "-q", "--emit", "all", "-f", path]
            rendered = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            with open(folder + "/rendered.yaml", "w") as file:
                file.write(rendered)
            with open(folder + "/kustomization.yaml", "w") as file:
                file.write("resources: [rendered.yaml]\n")
            built = subprocess.run([kustomize, "build", folder], check=True, capture_output=True, text=True).stdout
            good = documents(built.rstrip("\n")) == documents(rendered.rstrip("\n"))
            failures += not good
            print(f"{'ok' if good else 'FAILED'}: {os.path.basename(path)}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(inputs) - failures} passed, {failures} failed")
    return 1 if failures or not inputs else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
