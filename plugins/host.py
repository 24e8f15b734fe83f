"""What the tests of the plugins share: a folder to work in, a good and a bad gateway, and a verdict at the end."""
import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77

GOOD = """apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata:
  name: tools
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata:
  name: fetch
spec:
  image: registry.example.com/fetch:1.0.0
  groupRef:
    name: tools
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata:
  name: desk
spec:
  groupRef:
    name: tools
  incomingAuth:
    type: anonymous
"""
BAD = GOOD.replace("type: anonymous", "type: anonymouse")
BAD_PLACE = "desk.yaml:23:5"
SECRET_VALUE = "open-sesame"
SECRET = f"""apiVersion: v1
kind: Secret
metadata:
  name: door
stringData:
  word: [{SECRET_VALUE}]
"""


def no_start():
    """A gateway that the operator accepts and vmcp refuses."""
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "testdata/demo/portal.yaml")
    with open(path, encoding="utf-8") as file:
        return file.read()


class Bench:
    """A folder with vmcp-render on PATH, and the checks made in it. Where VMCP_RENDER names another program, such as one that
    a package has installed, it is that."""

    def __init__(self, binary):
        binary = os.environ.get("VMCP_RENDER", binary)
        self.folder = tempfile.mkdtemp(prefix="vmcp-plugin-")
        self.failures = 0
        self.checks = 0
        self.path = os.path.join(self.folder, "bin")
        os.mkdir(self.path)
        os.symlink(os.path.abspath(binary), os.path.join(self.path, "vmcp-render"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, **more):
        """The least that a command needs; what the caller's environment holds must not matter."""
        path = self.path + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return {"PATH": path, "HOME": self.folder, **more}

    def write(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run(self, command, folder="", text="", **environment):
        return subprocess.run(command, cwd=os.path.join(self.folder, folder), env=self.environment(**environment),
                              input=text, capture_output=True, text=True, check=False)

    def check(self, what, good, done):
        self.checks += 1
        self.failures += not good
        print(f"{'ok' if good else 'FAILED'}: {what}")
        if not good:
            print(f"exit code {done.returncode}\n--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}")

    def exit_code(self):
        print(f"{self.checks - self.failures} passed, {self.failures} failed")
        return 1 if self.failures or not self.checks else 0


def skip(reason):
    """Ends the test as skipped, which is a failure where everything has to be there."""
    print(f"SKIPPED: {reason}")
    sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)


def read_yaml(path):
    """A YAML file as Python sees JSON."""
    try:
        import yaml
    except ImportError:
        skip("PyYAML is not installed")
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)
