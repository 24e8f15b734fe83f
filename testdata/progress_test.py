#!/usr/bin/env python3
"""progress_test.py VMCP-RENDER: a run of more than a second says on a terminal how far it is, and clears that before it
prints anything else; elsewhere, and where it is asked not to, it says nothing.

The run takes its time because one of its files is a pipe that is written to later.
"""
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import threading
import time

GATEWAY = """apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: desk}
spec:
  groupRef: {name: tools}
  incomingAuth: {type: anonymous}
"""
GROUP = "---\napiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\nmetadata: {name: tools}\n"
CLEAR = "\r\x1b[K"


def feed(path, seconds):
    with open(path, "w", encoding="utf-8") as file:
        time.sleep(seconds)
        file.write(GROUP)


def run(binary, folder, seconds, options=(), terminal=True, **variables):
    """What a run prints on standard error, which is a terminal or a pipe."""
    pipe = folder + "/pipe.yaml"
    os.mkfifo(pipe)
    feeder = threading.Thread(target=feed, args=(pipe, seconds))
    feeder.start()
    reader, writer = pty.openpty() if terminal else os.pipe()
    environment = {"PATH": "/usr/bin:/bin", "TERM": "xterm", **variables}
    with subprocess.Popen([binary, "check", *options, "gateway.yaml", "pipe.yaml"], cwd=folder, env=environment, stderr=writer,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        os.close(writer)
        text = b""
        try:
            while part := os.read(reader, 65536):
                text += part
        except OSError:  # that is how a terminal ends
            pass
        os.close(reader)
    feeder.join()
    os.remove(pipe)
    return process.returncode, text.decode().replace("\r\n", "\n")


def main(binary):
    binary = os.path.abspath(binary)
    folder = tempfile.mkdtemp(prefix="vmcp-progress-")
    with open(folder + "/gateway.yaml", "w", encoding="utf-8") as file:
        file.write(GATEWAY)
    failures = []

    def check(good, what):
        if not good:
            failures.append(what)

    code, silent = run(binary, folder, 0, terminal=False)
    check(code == 0 and "1 gateway: 0 errors" in silent, f"without a terminal: {code}, {silent!r}")
    plain = ("--color", "never")
    code, text = run(binary, folder, 2.5, plain)
    line = CLEAR + "files read: 1, gateways: 0"
    check(code == 0 and text.startswith(line) and text.endswith(CLEAR + silent), f"on a terminal: {code}, {text!r}")
    check(text.count(CLEAR) == text.count("files read") + 1, f"a line is written twice, or left: {text!r}")
    for what, result in {
            "a run that is soon done": run(binary, folder, 0, plain),
            "a pipe": run(binary, folder, 1.5, terminal=False),
            "CI": run(binary, folder, 1.5, plain, CI="true"),
            "a dumb terminal": run(binary, folder, 1.5, plain, TERM="dumb"),
    }.items():
        check(result == (0, silent), f"{what}: {result}")
    check(run(binary, folder, 1.5, ("-q",)) == (0, ""), "-q is not quiet")
    shutil.rmtree(folder)
    for failure in failures:
        print("FAILED: " + failure)
    print(f"progress: {len(failures)} fail")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
