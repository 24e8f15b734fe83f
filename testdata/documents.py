"""The pages of this repository as their readers take them: blocks of Markdown and of mdoc, and a place to run commands in.

A block stands apart from the running text: in Markdown indented by four blanks, in mdoc between `.Bd -literal` and `.Ed`,
or lines `.Dl`. In a session each line that begins with "$ " is a command, and the lines below it are all that it prints. A
picture is a Markdown block in fences below a comment `<!-- $ COMMAND -->`: all that the command prints.
"""
import dataclasses
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DEMO = ROOT + "/testdata/demo"
README = "README.md"
# The section of README.md whose sessions and pictures are one script; first_hour_test.py is about it.
FIRST_HOUR = "## The first hour"
PICTURE = "<!-- $ "
# VMCP_GOLDEN_UPDATE=1 writes what commands print now into the pages, and fails, so that an update is seen and reviewed.
UPDATE = "VMCP_GOLDEN_UPDATE" in os.environ
# A gateway that comes with its Deployment, so that it also passes --require-deployment.
BUILD = '#!/bin/sh\ncat "$GATEWAY"; echo ---; exec vmcp-render -q "$GATEWAY"\n'
# Other programs are stood in for: what they print is a gateway, and an image is the program.
STANDINS = {
    "kustomize": BUILD,
    "helm": BUILD,
    "flux": BUILD,
    # A cluster has what would be applied.
    "kubectl": '#!/bin/sh\n[ "$1" = get ] || exec cat >/dev/null\nexec vmcp-render --emit all -q "$GATEWAY"\n',
    # What stands behind the image's name are the program's arguments.
    "docker": '#!/bin/sh\n[ "$1" = run ] || exit 0\nwhile [ $# -gt 0 ]; do case $1 in vmcp-render:*) shift; break ;; esac; shift; done\n'
              'exec vmcp-render "$@"\n',
}


def read(name):
    with open(f"{ROOT}/{name}", encoding="utf-8") as file:
        return file.read()


@dataclasses.dataclass
class Block:
    """Lines of a page from `begin` to before `end`, and what they say: a "session", a "picture", "commands" (which Markdown
    does not tell from "other" blocks), or one line of running "text"."""
    kind: str
    begin: int
    end: int
    lines: list


class Page:
    def __init__(self, name):
        self.name = name
        self.lines = read(name).split("\n")
        self.mdoc = not name.endswith(".md")
        self.blocks = list(self.mdoc_blocks() if self.mdoc else self.markdown_blocks())

    def place(self, block):
        return f"{self.name}:{block.begin + 1}"

    def section(self, heading):
        """The first line of a section and the line behind its last one; sections in it are part of it."""
        begin = self.lines.index(heading)
        level = heading.split(" ")[0]
        end = begin + 1
        while end < len(self.lines) and not level.startswith(self.lines[end].split(" ")[0] or " "):
            end += 1
        return begin, end

    def rewrite(self, wanted):
        """Puts other lines into blocks: pairs of a block and its lines."""
        lines = list(self.lines)
        for block, new in sorted(wanted, key=lambda pair: -pair[0].begin):
            lines[block.begin:block.end] = self.written(block, new)
        if lines != self.lines:
            with open(f"{ROOT}/{self.name}", "w", encoding="utf-8") as file:
                file.write("\n".join(lines))

    def written(self, block, lines):
        if block.kind == "picture":
            return lines
        if not self.mdoc:
            return [("    " + line).rstrip() for line in lines]
        escaped = [line.replace("\\", "\\e") for line in lines]
        escaped = ["\\&" + line if line[:1] in (".", "'") else line for line in escaped]
        return [self.lines[block.begin]] + escaped + [self.lines[block.end - 1]]

    def markdown_blocks(self):
        lines, at = self.lines, 0
        while at < len(lines):
            begin = at
            if lines[at].startswith(PICTURE):
                at = lines.index("```", at) + 1
                yield Block("picture", begin, at, lines[begin:at])
                continue
            while at < len(lines) and lines[at].startswith("    ") and (begin == 0 or not lines[begin - 1].strip()):
                at += 1
                # An empty line belongs to a block that goes on behind it.
                while at + 1 < len(lines) and lines[at] == "" and lines[at + 1].startswith("    "):
                    at += 1
            if at == begin:
                at += 1
                yield Block("text", begin, at, lines[begin:at])
            else:
                yield self.block(begin, at, [line[4:] for line in lines[begin:at]])

    def mdoc_blocks(self):
        lines, at = self.lines, 0
        while at < len(lines):
            begin = at
            if lines[at].startswith(".Bd -literal"):
                at = lines.index(".Ed", at) + 1
                inner = [line.removeprefix("\\&").replace("\\e", "\\") for line in lines[begin + 1:at - 1]]
                yield self.block(begin, at, inner)
            elif lines[at].startswith(".Dl $ "):
                while at < len(lines) and lines[at].startswith(".Dl $ "):
                    at += 1
                yield Block("commands", begin, at, [line.removeprefix(".Dl $ ") for line in lines[begin:at]])
            else:
                at += 1
                yield Block("text", begin, at, lines[begin:at])

    @staticmethod
    def block(begin, end, lines):
        return Block("session" if lines[0].startswith("$ ") else "other", begin, end, lines)


class Bench:
    """A folder with vmcp-render and stand-ins of other programs on PATH, in which commands run as their readers run them."""

    def __init__(self, binary, gateway):
        self.folder = tempfile.mkdtemp(prefix="vmcp-documents-")
        self.failures = []
        self.checks = 0
        tools = self.folder + "/tools"
        os.mkdir(tools)
        os.symlink(os.path.abspath(binary), tools + "/vmcp-render")
        for name, script in STANDINS.items():
            with open(f"{tools}/{name}", "w", encoding="utf-8") as file:
                file.write(script)
            os.chmod(f"{tools}/{name}", 0o755)
        self.gateway = self.folder + "/gateway.yaml"
        with open(self.gateway, "w", encoding="utf-8") as file:
            file.write(gateway)
        self.environment = {"PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin", "GATEWAY": self.gateway, "LC_ALL": "C"}

    def demo(self):
        """A copy of testdata/demo, which commands may write to."""
        folder = tempfile.mkdtemp(dir=self.folder)
        shutil.copytree(DEMO, folder, dirs_exist_ok=True)
        return folder

    def workspace(self):
        """A folder in which the files and folders that the examples name are a gateway with all that it refers to."""
        work = tempfile.mkdtemp(dir=self.folder)
        for folder in (work, work + "/apps/mcp", work + "/manifests"):
            os.makedirs(folder, exist_ok=True)
            shutil.copy(self.gateway, folder)
        return work

    def run(self, command, folder):
        return subprocess.run(["sh", "-c", command], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60)

    def printed(self, command, folder):
        text = self.run(command, folder).stdout.rstrip("\n")
        return text.split("\n") if text else []

    def replay(self, page, block, folder):
        """The lines of a session or a picture as it goes now in the folder; others than it shows are a failure."""
        if block.kind == "picture":
            self.checks += 1
            command = block.lines[0][len(PICTURE):-len(" -->")]
            result = block.lines[:2] + self.printed(command, folder) + block.lines[-1:]
        else:
            result = []
            for command in (line for line in block.lines if line.startswith("$ ")):
                self.checks += 1
                result += [command] + self.printed(command[2:], folder)
        if result != block.lines and not UPDATE:
            self.fail(page.place(block), "it now goes\n" + "\n".join(result))
        return result

    def fail(self, place, why):
        self.failures.append(f"{place}: {why}")

    def verdict(self, least):
        """The exit code, after what failed; it is a failure when fewer than `least` things were looked at."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for failure in self.failures:
            print("FAILED: " + failure)
        print(f"{self.checks} claims, {len(self.failures)} fail")
        if UPDATE:
            print("the pages were rewritten; review them and run again without VMCP_GOLDEN_UPDATE")
        return 1 if self.failures or UPDATE or self.checks < least else 0
