#!/usr/bin/env python3
"""completion_test.py SHELL VMCP-RENDER: the shell itself completes command lines with the script that the program prints.

bash and fish are asked for all candidates. zsh has no such question: it gets keys on a terminal, as from a person, and
shows what it makes of them.
"""
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

GATEWAY = """apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: desk, namespace: mcp}
spec:
  groupRef: {name: tools}
  incomingAuth: {type: anonymous}
"""

# A command line up to the cursor, and its only completion.
UNIQUE = [
    ("vmcp-render che", "vmcp-render check"),
    ("vmcp-render render --emi", "vmcp-render render --emit"),
    ("vmcp-render check --require-d", "vmcp-render check --require-deployment"),
    ("vmcp-render render -o j", "vmcp-render render -o json"),
    ("vmcp-render render --output=j", "vmcp-render render --output=json"),
    ("vmcp-render --toolhive v0.44", "vmcp-render --toolhive v0.44.0"),
    ("vmcp-render render --emit service,co", "vmcp-render render --emit service,config"),
    ("vmcp-render check gateway.yaml --only d", "vmcp-render check gateway.yaml --only desk"),
    ("vmcp-render check gateway.yaml --only=mcp/", "vmcp-render check gateway.yaml --only=mcp/desk"),
    ("vmcp-render check gateway.yaml --suppress=no-backend=d", "vmcp-render check gateway.yaml --suppress=no-backend=desk"),
    ("vmcp-render --operator-env VMCP_I", "vmcp-render --operator-env VMCP_IMAGE="),
    ("vmcp-render explain unknown-fi", "vmcp-render explain unknown-field"),
    ("vmcp-render completion z", "vmcp-render completion zsh"),
    ("vmcp-render help expl", "vmcp-render help explain"),
    ("vmcp-render check gat", "vmcp-render check gateway.yaml"),
    ("vmcp-render check man", "vmcp-render check manifests/"),
    ("vmcp-render check --report=not", "vmcp-render check --report=notes.txt"),
    ("vmcp-render check --crds man", "vmcp-render check --crds manifests/"),
]
# A command line, some of its candidates, and some that it has not.
SEVERAL = [
    ("vmcp-render ", {"check", "render", "explain", "completion", "help", "version", "gateway.yaml", "manifests/"}, {"notes.txt"}),
    ("vmcp-render check --", {"--strict", "--toolhive", "--only"}, {"--emit", "--output"}),
    ("vmcp-render check --color ", {"auto", "always", "never"}, {"gateway.yaml"}),
    ("vmcp-render check ", {"gateway.yaml", "manifests/"}, {"notes.txt", "check"}),
    ("vmcp-render check --report ", {"gateway.yaml", "notes.txt"}, set()),
    ("vmcp-render check --crds ", {"manifests/"}, {"gateway.yaml", "notes.txt"}),
    ("vmcp-render check --exclude ", set(), {"gateway.yaml", "manifests/"}),
    ("vmcp-render explain unknown-", {"unknown-field", "unknown-kind"}, {"too-long"}),
    ("vmcp-render check broken.yaml --only ", set(), {"desk"}),
]


class Bash:
    # As bash does it before it calls the function: = and : are words of their own.
    ASK = r"""source <(vmcp-render completion bash)
compopt() { :; }
COMP_LINE=$1; COMP_POINT=${#1}
mapfile -t COMP_WORDS < <(printf '%s' "$1" | sed -E 's/([=:]+)/\n\1\n/g; s/ +/\n/g' | sed '/^$/d')
[[ $1 == *[\ =] ]] && [[ ${COMP_WORDS[-1]} != = ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_vmcp_render
printf '%s\n' "${COMPREPLY[@]}"
"""

    def candidates(self, line, folder, environment):
        done = subprocess.run(["bash", "--norc", "--noprofile", "-c", self.ASK, "bash", line], cwd=folder, env=environment,
                              capture_output=True, text=True, check=True, timeout=60)
        assert not done.stderr, done.stderr
        # What bash replaces begins behind the last sign at which it has cut.
        begin = line[:max(line.rfind(" "), line.rfind("=")) + 1]
        names = [name for name in done.stdout.split("\n") if name]
        return [begin + name + ("/" if os.path.isdir(f"{folder}/{name}") else "") for name in names]


class Fish:
    def candidates(self, line, folder, environment):
        ask = "vmcp-render completion fish | source; complete -C $argv[1]"
        done = subprocess.run(["fish", "--no-config", "-c", ask, line], cwd=folder, env=environment, capture_output=True, text=True,
                              check=True, timeout=60)
        assert not done.stderr, done.stderr
        begin = line[:line.rfind(" ") + 1]
        return [begin + name.split("\t")[0] for name in done.stdout.split("\n") if name]


class Zsh:
    # Without AUTO_REMOVE_SLASH a directory's slash stays when another key than a letter follows.
    START = "PS1='ready> '; unsetopt autoremoveslash; bindkey '^Xl' list-choices '^Xk' kill-buffer; " \
            "autoload -Uz compinit; compinit -D -u; source <(vmcp-render completion zsh); print started\r"

    def __init__(self, folder, environment):
        child, self.terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], {**environment, "TERM": "dumb", "COLUMNS": "400"})
        self.send(self.START)
        self.until("\nstarted")

    def send(self, keys):
        os.write(self.terminal, keys.encode())

    def until(self, mark):
        seen, end = "", time.monotonic() + 30
        while mark not in seen:
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"zsh does not print {mark!r} but {seen!r}")
            seen += os.read(self.terminal, 65536).decode(errors="replace").replace("\r", "")
        return seen

    def completed(self, line):
        """The line after a tab, as zsh then has it: ^A goes to its beginning, where a command is written that prints it."""
        self.send(f"{line}\t\x01print -r -- '[' '\x05' ']done'\r")
        text = self.until("\n[ ")
        while "]done\n" not in text.split("\n[ ")[-1]:
            text += self.until("\n")
        return text.split("\n[ ")[-1].split(" ]done")[0]

    def listed(self, line):
        """The words that ^Xl lists below the line, which ^Xk then deletes. (^D and ^U would be a terminal's own keys while zsh
        runs a program.)"""
        self.send(f"{line}\x18l\x18kprint 'list''ed'\r")
        text = self.until("\nlisted\n")
        typed = ("ready> ", "vmcp-render ")
        return {word for one in text.split("\n") if not any(mark in one for mark in typed) for word in one.split()}


def main(shell, binary):
    folder = tempfile.mkdtemp(prefix="vmcp-completion-")
    tools = tempfile.mkdtemp(prefix="vmcp-completion-")
    os.symlink(os.path.abspath(binary), tools + "/vmcp-render")
    os.mkdir(folder + "/manifests")
    for name, text in {"gateway.yaml": GATEWAY, "broken.yaml": GATEWAY + " [", "notes.txt": "", "manifests/a.yaml": GATEWAY}.items():
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    environment = {"PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    failures = []

    def check(good, what):
        if not good:
            failures.append(what)

    if shell == "zsh":
        session = Zsh(folder, environment)
        for line, wanted in UNIQUE:
            got = session.completed(line)
            check(got.rstrip(" ") == wanted, f"{line!r} becomes {got!r}, not {wanted!r}")
        for line, some, none in SEVERAL:
            got = session.listed(line)
            check(some <= got and not none & got, f"{line!r} has {sorted(got)}")
    else:
        asked = {"bash": Bash, "fish": Fish}[shell]()
        for line, wanted in UNIQUE:
            got = asked.candidates(line, folder, environment)
            check(got == [wanted], f"{line!r} has {got}, not {wanted!r} alone")
        for line, some, none in SEVERAL:
            got = {name[line.rfind(" ") + 1:] for name in asked.candidates(line, folder, environment)}
            check(some <= got and not none & got, f"{line!r} has {sorted(got)}")
    shutil.rmtree(folder)
    shutil.rmtree(tools)
    for failure in failures:
        print("FAILED: " + failure)
    print(f"{shell}: {len(UNIQUE) + len(SEVERAL)} command lines, {len(failures)} fail")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
