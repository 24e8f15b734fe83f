#!/usr/bin/env python3
"""test.py VMCP-RENDER: renders the package beside this file twice with the real kpt, and a broken one.

Exit code 77 means skipped: kpt is not installed. That holds in CI too, since no package of Debian's and no Go module
that the proxy serves builds kpt.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
SIDECAR = """      - name: sidecar
        image: registry.example.com/sidecar:1
"""

failures = 0


def expect(what, good, seen=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'FAILED'}: {what}" + ("" if good else f"\n{seen}"))


def find_kpt():
    """kpt on the PATH; Google's packages install it beside that."""
    return shutil.which("kpt") or shutil.which("kpt", path="/usr/lib/google-cloud-sdk/bin")


class Package:
    def __init__(self, binary, kpt, folder):
        self.kpt, self.folder = kpt, folder
        self.package = folder + "/package"
        shutil.copytree(HERE + "/package", self.package)
        os.mkdir(folder + "/bin")
        os.symlink(binary, folder + "/bin/vmcp-render")

    def render(self):
        environment = dict(os.environ, PATH=f"{self.folder}/bin:" + os.environ["PATH"])
        return subprocess.run([self.kpt, "fn", "render", self.package, "--allow-exec"], env=environment,
                              capture_output=True, text=True)

    def files(self):
        result = {}
        for root, _, names in os.walk(self.package):
            for name in names:
                with open(f"{root}/{name}") as file:
                    result[os.path.relpath(f"{root}/{name}", self.package)] = file.read()
        return result

    def replace(self, path, old, new):
        with open(f"{self.package}/{path}") as file:
            text = file.read()
        assert old in text, f"{path} has no {old}"
        with open(f"{self.package}/{path}", "w") as file:
            file.write(text.replace(old, new, 1))


def test_twice(package):
    before = package.files()
    run = package.render()
    expect("the package renders", run.returncode == 0, run.stderr)
    once = package.files()
    changed = [name for name, text in before.items() if once.get(name) != text]
    expect("no file of the author's is touched", not changed, changed)
    made = sorted(once.keys() - before.keys())
    expect("one file per object is added", len(made) == 6 and "mcp/deployment_research.yaml" in made, made)
    package.render()
    expect("the second run changes nothing", package.files() == once)


def test_patched(package):
    package.render()
    package.replace("mcp/deployment_research.yaml", "      containers:\n", "      containers:\n" + SIDECAR)
    package.render()
    once = package.files()
    expect("a sidecar is kept", "registry.example.com/sidecar:1" in once["mcp/deployment_research.yaml"])
    package.render()
    expect("and the next run changes nothing", package.files() == once)


def test_bad_gateway(package):
    package.replace("gateway.yaml", "oidcConfigRef:", "oidcConfigReff:")
    before = package.files()
    run = package.render()
    expect("a broken gateway fails", run.returncode != 0 and "gateway.yaml: error: " in run.stderr, run.stderr)
    expect("kpt shows the result", "[error] toolhive.stacklok.dev/v1beta1/VirtualMCPServer/" in run.stderr, run.stderr)
    expect("and nothing is written", package.files() == before)


def main(binary):
    kpt = find_kpt()
    if kpt is None:
        print("SKIPPED: kpt is not installed, so nothing was rendered")
        return SKIPPED
    for test in (test_twice, test_patched, test_bad_gateway):
        folder = tempfile.mkdtemp(prefix="vmcp-kpt-")
        try:
            test(Package(binary, kpt, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
