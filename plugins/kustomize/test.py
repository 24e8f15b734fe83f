#!/usr/bin/env python3
"""test.py VMCP-RENDER KUSTOMIZE: builds the examples beside this file with the real kustomize, good and broken ones.

Exit code 77 means skipped: kustomize is not installed. With CI=true that is a failure.
"""
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host

FLAGS = ["--enable-alpha-plugins", "--enable-exec"]
MADE = ["ConfigMap", "Deployment", "Role", "RoleBinding", "Service", "ServiceAccount"]


class Examples(host.Bench):
    """A copy of the examples that a test may break."""

    def __init__(self, binary, kustomize):
        super().__init__(binary)
        self.kustomize = os.path.abspath(kustomize)
        for name in ("base", "overlay", "validated"):
            shutil.copytree(f"{HERE}/{name}", f"{self.folder}/{name}")
        self.run(["openssl", "ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", "overlay/private.pem"])

    def replace(self, path, old, new):
        with open(f"{self.folder}/{path}", encoding="utf-8") as file:
            text = file.read()
        assert old in text, f"{path} has no {old}"
        self.write(path, text.replace(old, new))

    def build(self, name, flags=FLAGS):
        return self.run([self.kustomize, "build", *flags, name])

    def guard(self, manifests):
        return self.run(["vmcp-render", "check", "-q", "--require-deployment", "-"], text=manifests)


def documents(text):
    """The documents of a build by kind and name."""
    result = {}
    for document in text.rstrip("\n").split("\n---\n"):
        kind = re.search(r"^kind: (.*)$", document, re.M).group(1)
        name = re.search(r"^  name: (.*)$", document, re.M).group(1)
        result[kind, name] = document
    return result


def test_overlay(examples):
    transformers = "transformers:\n  - vmcp-render.yaml\n"
    examples.replace("overlay/kustomization.yaml", transformers, "")
    plain = documents(examples.build("overlay").stdout)
    examples.replace("overlay/kustomization.yaml", "buildMetadata:", transformers + "buildMetadata:")
    done = examples.build("overlay")
    examples.check("the overlay builds without a finding", done.returncode == 0 and not done.stderr, done)
    built = documents(done.stdout)
    examples.check("every other object is kept as it was", all(built.get(key) == plain[key] for key in plain), done)
    examples.check("the operator's objects are added", sorted(kind for kind, _ in built.keys() - plain.keys()) == MADE, done)
    deployment = built["Deployment", "prod-research"]
    secrets = [name for kind, name in built if kind == "Secret"]
    used = [name for name in secrets if re.search(rf"(secretName|name): {name}$", deployment, re.M)]
    examples.check("the Deployment uses the prefixed, hashed Secrets", len(secrets) == 3 and used == secrets, done)
    books = re.findall(r"(?:internal\.config\.kubernetes|config\.k8s|config\.kubernetes)\.io/(?!origin)", done.stdout)
    examples.check("nothing of kustomize's books is left", not books, done)
    guard = examples.guard(done.stdout)
    examples.check("the guard passes the build", guard.returncode == 0, guard)


def test_bad_gateway(examples):
    examples.replace("base/gateway.yaml", "oidcConfigRef:", "oidcConfigReff:")
    for name in ("overlay", "validated"):
        done = examples.build(name)
        first = done.stderr.split("\n")[0]
        examples.check(f"a broken gateway fails the build of {name}", done.returncode != 0 and not done.stdout, done)
        examples.check(f"the first line of {name} says why",
                       first.startswith("../base/gateway.yaml: error: VirtualMCPServer ")
                       and first.endswith('did you mean "oidcConfigRef"? [unknown-field]'), done)


def test_bad_configuration(examples):
    examples.replace("overlay/vmcp-render.yaml", "emit:", "emitt:")
    done = examples.build("overlay")
    examples.check("an unknown key fails the build", done.returncode != 0 and 'did you mean "emit"?' in done.stderr, done)


def test_validator(examples):
    done = examples.build("validated")
    examples.check("the validator passes what is good", done.returncode == 0, done)
    kinds = sorted(kind for kind, _ in documents(done.stdout))
    expected = ["ConfigMap", "MCPGroup", "MCPOIDCConfig", "VirtualMCPServer"]
    examples.check("the validator keeps every object", kinds == expected, done)


def test_guard(examples):
    done = examples.build("overlay", ["--enable-alpha-plugins"])
    left_out = done.returncode == 0 and "kind: Deployment" not in done.stdout
    examples.check("kustomize leaves the function out in silence", left_out, done)
    guard = examples.guard(done.stdout)
    examples.check("the guard does not", guard.returncode == 1 and "[deployment-missing]" in guard.stderr, guard)


def main(binary, kustomize):
    if not os.access(kustomize, os.X_OK):
        host.skip(f"{kustomize} is not installed, so nothing was built")
    exit_code = 0
    for test in (test_overlay, test_bad_gateway, test_bad_configuration, test_validator, test_guard):
        with Examples(binary, kustomize) as examples:
            test(examples)
            exit_code |= examples.exit_code()
    return exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
