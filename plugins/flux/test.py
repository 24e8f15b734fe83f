#!/usr/bin/env python3
"""test.py VMCP-RENDER KUSTOMIZE: runs check-build.sh on the Kustomization beside it, with good and bad variables.

flux itself is too large to be built here: what stands in for it takes the flags of `flux build kustomization`, lets kustomize
build, and substitutes what postBuild says. Exit code 77 means skipped. With CI=true that is a failure.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

FLUX = """#!/usr/bin/env python3
import argparse, re, subprocess, sys, yaml
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("words", nargs=3)
parser.add_argument("--kustomization-file", required=True)
parser.add_argument("--path", required=True)
parser.add_argument("--dry-run", action="store_true", required=True)
parser.add_argument("--strict-substitute", action="store_true")
given = parser.parse_args()
with open(given.kustomization_file, encoding="utf-8") as file:
    kustomization = yaml.safe_load(file)
assert given.words == ["build", "kustomization", kustomization["metadata"]["name"]]
built = subprocess.run(["{kustomize}", "build", given.path], capture_output=True, text=True, check=True).stdout
values = kustomization["spec"]["postBuild"]["substitute"]
lacking = set(re.findall(r"\\$\\{(\\w+)\\}", built)) - values.keys()
if lacking and given.strict_substitute:
    sys.exit(f"variable not set (strict mode): {lacking}")
print(re.sub(r"\\$\\{(\\w+)\\}", lambda found: values[found[1]], built), end="")
"""


def main(binary, kustomize):
    if not os.access(kustomize, os.X_OK):
        host.skip(f"{kustomize} is not installed, so nothing was built")
    host.read_yaml(HERE + "/kustomization.yaml")
    with open(HERE + "/kustomization.yaml", encoding="utf-8") as file:
        kustomization = file.read()
    variable = "sign_in: anonymous"
    assert variable in kustomization
    with host.Bench(binary) as bench:
        stand_in = bench.write("bin/flux", FLUX.replace("{kustomize}", os.path.abspath(kustomize)))
        os.chmod(stand_in, 0o755)
        bench.write("apps/mcp/desk.yaml", host.GOOD.replace("type: anonymous", "type: ${sign_in}"))
        bench.write("apps/mcp/kustomization.yaml", "resources: [desk.yaml]\nnamePrefix: front-\n")

        def check(text, *options):
            path = bench.write("clusters/production/gateways.yaml", text)
            return bench.run([HERE + "/check-build.sh", path, "apps/mcp", *options])

        done = check(kustomization)
        bench.check("a good build passes", done.returncode == 0 and "1 gateway: 0 errors" in done.stderr, done)
        done = check(kustomization.replace(variable, "sign_in: anonymouse"))
        bench.check("a bad variable fails with its field", done.returncode == 1
                    and "spec.incomingAuth.type" in done.stderr and "gateways:" in done.stderr, done)
        done = check(kustomization.replace(variable, "sign_out: anonymous"))
        bench.check("a build that fails is not an empty one", done.returncode == 1 and "not set" in done.stderr
                    and "nothing to render" not in done.stderr, done)
        done = check(kustomization, "--fail-on", "warning", "--strict")
        bench.check("options reach the check", done.returncode in (0, 1) and "unknown option" not in done.stderr, done)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
