#!/usr/bin/env python3
"""serve_test.py VMCP-RENDER VMCP: starts the real vmcp from what vmcp-render prints for each testdata/e2e/serve/*.yaml and
asserts OIDC discovery 200, JWKS 200 and an unauthenticated MCP request 401.
"""
import glob
import os
import shutil
import sys
import tempfile

import sealed

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = {"discovery": 200, "jwks": 200, "mcp": 401}


def main(binary, vmcp):
    code = sealed.run_sealed(__file__, [binary, vmcp], vmcp)
    if code is not None:
        return code
    folder = tempfile.mkdtemp(prefix="vmcp-e2e-")
    failures = 0
    try:
        inputs = sorted(glob.glob(HERE + "/serve/*.yaml"))
        rendered = {path: sealed.render(binary, path, *sealed.RELEASE) for path in inputs}
        certificate = sealed.seal(folder, sorted(sealed.host_names(list(rendered.values()))))
        for path, objects in rendered.items():
            root = tempfile.mkdtemp(dir=folder)
            answers, log = sealed.serve(vmcp, root, *sealed.lay_out(root, objects, certificate))
            good = answers == EXPECTED
            failures += not good
            print(f"{'ok' if good else 'FAILED'}: {os.path.basename(path)}: {answers}\n{log}".rstrip())
        print(f"{len(inputs) - failures} passed, {failures} failed")
        return 1 if failures or not inputs else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
