#!/usr/bin/env python3
"""test.py VMCP-RENDER KUSTOMIZE: builds the examples beside this file with the real kustomize, good and broken ones.

Exit code 77 means skipped: kustomize is not installed. With CI=true that is a failure.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
FLAGS = ["--enable-alpha-plugins", "--enable-exec"]
MADE = ["ServiceAccount", "Role", "RoleBinding", "Service", "Deployment"]

failures = 0


def expect(what, good, seen=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'FAILED'}: {what}" + ("" if good else f"\n{seen}"))


class Examples:
    """A copy of the examples that a test may break, with vmcp-render on the PATH."""

    def __init__(self, binary, kustomize):
        self.binary, self.kustomize = binary, kustomize
        self.folder = tempfile.mkdtemp(prefix="vmcp-kustomize-")
        shutil.copytree(HERE, self.folder, dirs_exist_ok=True)
        os.mkdir(self.folder + "/bin")
        os.symlink(binary, self.folder + "/bin/vmcp-render")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def replace(self, path, old, new):
        with open(f"{self.folder}/{path}") as file:
            text = file.read()
        assert old in text, f"{path} has no {old}"
        with open(f"{self.folder}/{path}", "w") as file:
            file.write(text.replace(old, new))

    def build(self, name, flags=FLAGS):
        environment = dict(os.environ, PATH=f"{self.folder}/bin:" + os.environ["PATH"])
        return subprocess.run([self.kustomize, "build", *flags, name], cwd=self.folder, env=environment,
                              capture_output=True, text=True)

    def check(self, manifests):
        return subprocess.run([self.binary, "check", "-q", "--require-deployment", "-"], input=manifests,
                              capture_output=True, text=True)


def documents(text):
    """The documents by kind and name; of what the build says about origins nothing."""
    result = {}
    for document in text.split("\n---\n"):
        kind = re.search(r"^kind: (.*)$", document, re.M).group(1)
        name = re.search(r"^  name: (.*)$", document, re.M).group(1)
        result[kind, name] = document.rstrip("\n")
    return result


def test_overlay(examples):
    examples.replace("overlay/kustomization.yaml", "transformers:\n  - vmcp-render.yaml\n", "")
    plain = documents(examples.build("overlay").stdout)
    shutil.copy(HERE + "/overlay/kustomization.yaml", examples.folder + "/overlay/kustomization.yaml")
    run = examples.build("overlay")
    expect("the overlay builds without a finding", run.returncode == 0 and not run.stderr, run.stderr)
    built = documents(run.stdout)
    lost = [key for key, document in plain.items() if built.get(key) != document]
    expect("every other object is kept as it was", not lost, lost)
    made = sorted(kind for kind, _ in built.keys() - plain.keys())
    expect("the operator's objects are added", made == sorted(MADE + ["ConfigMap"]), made)
    deployment = built["Deployment", "prod-research"]
    secrets = [name for kind, name in built if kind == "Secret"]
    mounted = [name for name in secrets if re.search(rf"(secretName|name): {name}$", deployment, re.M)]
    expect("the Deployment uses the prefixed, hashed Secrets", len(secrets) == 3 and mounted == secrets, deployment)
    inherited = re.findall(r"(?:internal\.config|config)\.k[^ ]*/(?!origin)[^ ]*:", run.stdout)
    expect("nothing of kustomize's books is left", not inherited, inherited)
    expect("the guard passes the build", examples.check(run.stdout).returncode == 0)


def test_bad_gateway(examples):
    examples.replace("base/gateway.yaml", "oidcConfigRef:", "oidcConfigReff:")
    for name in ("overlay", "validated"):
        run = examples.build(name)
        line = run.stderr.split("\n")[0]
        expect(f"a broken gateway fails the build of {name}", run.returncode != 0 and not run.stdout, run.stdout)
        expect(f"the first line of {name} says why",
               line.startswith("../base/gateway.yaml: error: VirtualMCPServer ") and
               'did you mean "oidcConfigRef"? [unknown-field]' in line, run.stderr)


def test_bad_configuration(examples):
    examples.replace("overlay/vmcp-render.yaml", "emit:", "emitt:")
    run = examples.build("overlay")
    expect("an unknown key fails the build", run.returncode != 0 and 'did you mean "emit"?' in run.stderr, run.stderr)


def test_validator(examples):
    run = examples.build("validated")
    expect("the validator passes what is good", run.returncode == 0, run.stderr)
    kinds = sorted(kind for kind, _ in documents(run.stdout))
    expect("the validator keeps every object", kinds == ["ConfigMap", "MCPGroup", "MCPOIDCConfig", "VirtualMCPServer"], kinds)


def test_guard(examples):
    run = examples.build("overlay", ["--enable-alpha-plugins"])
    expect("kustomize leaves the function out in silence", run.returncode == 0 and "kind: Deployment" not in run.stdout)
    guard = examples.check(run.stdout)
    expect("the guard does not", guard.returncode == 1 and "[deployment-missing]" in guard.stderr, guard.stderr)


def main(binary, kustomize):
    if not os.access(kustomize, os.X_OK):
        print(f"SKIPPED: {kustomize} is not installed, so nothing was built")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    for test in (test_overlay, test_bad_gateway, test_bad_configuration, test_validator, test_guard):
        with Examples(binary, kustomize) as examples:
            test(examples)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
