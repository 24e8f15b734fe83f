#!/usr/bin/env python3
"""test.py VMCP-RENDER: renders the package beside this file twice with the real kpt, and a broken one.

Exit code 77 means skipped: kpt is not installed. That holds in CI too, since neither Debian nor the Go module proxy has
a kpt to install.
"""
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host

SIDECAR = "      - name: sidecar\n        image: registry.example.com/sidecar:1\n"
DEPLOYMENT = "mcp/deployment_research.yaml"


def find_kpt():
    """kpt on the PATH, or where Google's packages put it."""
    return shutil.which("kpt") or shutil.which("kpt", path="/usr/lib/google-cloud-sdk/bin")


class Package(host.Bench):
    """A copy of the package that a test may break."""

    def __init__(self, binary, kpt):
        super().__init__(binary)
        self.kpt = kpt
        shutil.copytree(HERE + "/package", self.folder + "/package")

    def render(self):
        return self.run([self.kpt, "fn", "render", "package", "--allow-exec"])

    def files(self):
        result = {}
        top = self.folder + "/package"
        for folder, _, names in os.walk(top):
            for name in names:
                with open(f"{folder}/{name}", encoding="utf-8") as file:
                    result[os.path.relpath(f"{folder}/{name}", top)] = file.read()
        return result

    def replace(self, path, old, new):
        text = self.files()[path]
        assert old in text, f"{path} has no {old}"
        self.write("package/" + path, text.replace(old, new, 1))


def test_twice(package):
    before = package.files()
    done = package.render()
    package.check("the package renders", done.returncode == 0, done)
    once = package.files()
    package.check("no file of the author's is touched", all(once.get(name) == before[name] for name in before), done)
    made = once.keys() - before.keys()
    package.check("one file per object is added", len(made) == 6 and DEPLOYMENT in made, done)
    done = package.render()
    package.check("the second run changes nothing", done.returncode == 0 and package.files() == once, done)


def test_patched(package):
    package.render()
    package.replace(DEPLOYMENT, "      containers:\n", "      containers:\n" + SIDECAR)
    done = package.render()
    once = package.files()
    package.check("a sidecar is kept", done.returncode == 0 and "/sidecar:1" in once[DEPLOYMENT], done)
    done = package.render()
    package.check("and the next run changes nothing", done.returncode == 0 and package.files() == once, done)


def test_bad_gateway(package):
    package.replace("gateway.yaml", "oidcConfigRef:", "oidcConfigReff:")
    before = package.files()
    done = package.render()
    package.check("a broken gateway fails", done.returncode != 0 and "gateway.yaml: error: " in done.stderr, done)
    shown = "[error] toolhive.stacklok.dev/v1beta1/VirtualMCPServer/" in done.stderr
    package.check("kpt shows the result", shown, done)
    package.check("and nothing is written", package.files() == before, done)


def main(binary):
    kpt = find_kpt()
    if kpt is None:
        print("SKIPPED: kpt is not installed, so nothing was rendered")
        return host.SKIPPED
    exit_code = 0
    for test in (test_twice, test_patched, test_bad_gateway):
        with Package(binary, kpt) as package:
            test(package)
            exit_code |= package.exit_code()
    return exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
