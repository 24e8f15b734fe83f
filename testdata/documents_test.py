#!/usr/bin/env python3
"""documents_test.py VMCP-RENDER: what README.md, the plugins' pages and the manual page show is so.

A block in fences below a comment `<!-- $ COMMAND -->` is all that the command prints in testdata/demo; it is rewritten like
a session. Blocks (indented by four blanks) are of three kinds.
- A session: each line that begins with "$ " is run by a shell in testdata/demo; the lines below it are all that it prints.
  VMCP_GOLDEN_UPDATE=1 writes what it prints now, and fails, so that an update is always seen and reviewed.
- Commands: each is run where the folders and files that it names are gateways of ours, and has to succeed. Other programs
  are stood in for by scripts: what they print is a gateway, and an image is the program.
- Anything else is part of a file: it stands like that in a file of the repository.
In running text, every option is one of ours or of a program that is named in OTHERS, and every path leads somewhere. The
examples of the manual page are commands, its items are the options, words and keys that the program has, its list of codes
is that of "vmcp-render explain".
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT + "/plugins")
import host  # noqa: E402

DEMO = ROOT + "/testdata/demo"
PAGE = "man/vmcp-render.1"
PICTURE = "<!-- $ "
# Where the page's list of codes begins.
CODES = '.\\" What follows is made of the output of "vmcp-render explain" by testdata/documents_test.py.'
DOCUMENTS = ["README.md"] + sorted(f"plugins/{name}/README.md" for name in os.listdir(ROOT + "/plugins")
                                   if os.path.exists(f"{ROOT}/plugins/{name}/README.md"))
COMMANDS = ("./dev", "plugins/", "vmcp-render", "kustomize", "helm", "flux", "kpt", "docker")
# Options of cmake, kustomize, kpt and containers that the pages mention.
OTHERS = {"--preset", "--build", "--enable-alpha-plugins", "--enable-exec", "--allow-exec", "--results-dir", "--image",
          "--network", "--user"}
# A gateway that comes with its Deployment, so that it also passes --require-deployment.
BUILD = '#!/bin/sh\ncat "$GATEWAY"; echo ---; exec vmcp-render -q "$GATEWAY"\n'
STANDINS = {
    "kustomize": BUILD,
    "helm": BUILD,
    "flux": BUILD,
    "kubectl": "#!/bin/sh\nexec cat >/dev/null\n",
    # What stands behind the image's name are the program's arguments.
    "docker": '#!/bin/sh\n[ "$1" = run ] || exit 0\nwhile [ $# -gt 0 ]; do case $1 in vmcp-render:*) shift; break ;; esac; shift; done\n'
              'exec vmcp-render "$@"\n',
}


class Judge:
    def __init__(self, binary):
        self.folder = tempfile.mkdtemp(prefix="vmcp-documents-")
        self.update = "VMCP_GOLDEN_UPDATE" in os.environ
        self.checks = 0
        self.failures = []
        tools = self.folder + "/tools"
        os.mkdir(tools)
        os.symlink(os.path.abspath(binary), tools + "/vmcp-render")
        for name, script in STANDINS.items():
            with open(f"{tools}/{name}", "w", encoding="utf-8") as file:
                file.write(script)
            os.chmod(f"{tools}/{name}", 0o755)
        self.gateway = self.folder + "/gateway.yaml"
        with open(self.gateway, "w", encoding="utf-8") as file:
            file.write(host.GOOD)
        self.environment = {"PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin", "GATEWAY": self.gateway, "LC_ALL": "C"}
        listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        self.texts = {}
        for name in listed.stdout.split("\n"):
            if re.search(r"^(plugins|testdata/(demo|e2e))/.*(?<!\.md)$|^\.pre-commit", name) and os.path.isfile(f"{ROOT}/{name}"):
                with open(f"{ROOT}/{name}", encoding="utf-8") as file:
                    self.texts[name] = file.read()
        self.help = self.run("vmcp-render --help", DEMO).stdout
        self.version = self.run("vmcp-render --version", DEMO).stdout

    def fail(self, place, why):
        self.failures.append(f"{place}: {why}")

    def run(self, command, folder):
        return subprocess.run(["sh", "-c", command], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60)

    def session(self, place, lines):
        """The session as it goes now."""
        result = []
        for command in (line for line in lines if line.startswith("$ ")):
            self.checks += 1
            result += [command] + self.run(command[2:], DEMO).stdout.rstrip("\n").split("\n")
        if result != lines and not self.update:
            self.fail(place, "the session now goes\n" + "\n".join(result))
        return result

    def picture(self, place, lines):
        """A command in a comment, and what it prints now between the fences."""
        self.checks += 1
        printed = self.run(lines[0][len(PICTURE):-len(" -->")], DEMO).stdout.rstrip("\n").split("\n")
        result = lines[:2] + printed + lines[-1:]
        if result != lines and not self.update:
            self.fail(place, "the picture is now\n" + "\n".join(printed))
        return result

    def workspace(self):
        """A folder in which the files and folders that the examples name are a gateway with all that it refers to."""
        work = tempfile.mkdtemp(dir=self.folder)
        for folder in (work, work + "/apps/mcp", work + "/manifests"):
            os.makedirs(folder, exist_ok=True)
            shutil.copy(self.gateway, folder)
        return work

    def command(self, place, line, work):
        self.checks += 1
        line = line.split(" #")[0].rstrip()
        first, *rest = line.split()
        if first == "./dev":
            with open(ROOT + "/dev", encoding="utf-8") as file:
                if f"\n  {rest[0]})\n" not in file.read():
                    self.fail(place, f"./dev has no {rest[0]}")
        elif first.startswith("plugins/"):
            if not os.access(f"{ROOT}/{first}", os.X_OK):
                self.fail(place, f"{first} is not there")
        else:
            done = self.run("set -e; " + line, work)
            if done.returncode != 0:
                self.fail(place, f"{line}: exit code {done.returncode}\n{done.stdout}")

    def excerpt(self, place, lines):
        self.checks += 1
        wanted = [line.strip() for line in lines if line.strip()]
        for text in self.texts.values():
            have = text.split("\n")
            for at, line in enumerate(have):
                indent = len(line) - len(line.lstrip())
                part = [one[indent:] if not one[:indent].strip() else None for one in have[at:at + len(lines)]]
                if line.strip() == wanted[0] and part == lines:
                    return
        self.fail(place, "no file holds\n" + "\n".join(lines))

    def prose(self, place, text):
        for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text):
            self.checks += 1
            if word not in OTHERS and not re.search(rf"[ ,]{word}\b(?!-)", self.help):
                self.fail(place, f"there is no option {word}")
        for path in re.findall(r"`([\w.-]+(?:/[\w.-]+)+)/?`", text):
            top = path.split("/")[0]
            if top == "build" or not os.path.exists(f"{ROOT}/{top}"):
                continue
            self.checks += 1
            if not os.path.exists(f"{ROOT}/{path}"):
                self.fail(place, f"{path} is not there")

    def document(self, name):
        with open(f"{ROOT}/{name}", encoding="utf-8") as file:
            lines = file.read().split("\n")
        out, at = [], 0
        while at < len(lines):
            begin = at
            if lines[at].startswith(PICTURE):
                at = lines.index("```", at) + 1
                out += self.picture(f"{name}:{begin + 1}", lines[begin:at])
                continue
            while at < len(lines) and lines[at].startswith("    ") and (begin == 0 or not lines[begin - 1].strip()):
                at += 1
                # An empty line belongs to a block that goes on behind it.
                while at + 1 < len(lines) and lines[at] == "" and lines[at + 1].startswith("    "):
                    at += 1
            place = f"{name}:{begin + 1}"
            if at == begin:
                self.prose(place, lines[at])
                out.append(lines[at])
                at += 1
                continue
            block = [line[4:] for line in lines[begin:at]]
            if block[0].startswith("$ "):
                block = self.session(place, block)
            elif block[0].startswith(COMMANDS):
                work = self.workspace()
                for line in block:
                    self.command(place, line, work)
            else:
                self.excerpt(place, self.dedented(block))
            out += [("    " + line).rstrip() for line in block]
        if self.update and out != lines:
            with open(f"{ROOT}/{name}", "w", encoding="utf-8") as file:
                file.write("\n".join(out))

    @staticmethod
    def dedented(lines):
        indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
        return [line[indent:] for line in lines]

    def page(self):
        with open(f"{ROOT}/{PAGE}", encoding="utf-8") as file:
            lines = file.read().split("\n")
        work = self.workspace()
        for number, line in enumerate(lines, 1):
            if line.startswith(".Dl $ "):
                self.command(f"{PAGE}:{number}", line[len(".Dl $ "):], work)
            else:
                work = self.workspace() if line == ".Pp" else work
        for command in re.findall(r"^  ([a-z]+)  +\S", self.help, re.MULTILINE):
            self.checks += 1
            if f".It Cm {command}" not in "\n".join(lines):
                self.fail(PAGE, f"it does not say what the command {command} does")

    def codes(self):
        """The page's list of codes, which VMCP_GOLDEN_UPDATE=1 writes."""
        self.checks += 1
        wanted = []
        for line in self.run("vmcp-render explain", DEMO).stdout.split("\n"):
            stage = re.fullmatch(r"(\w+): (.*)", line)
            entry = re.fullmatch(r"  (\S+) +(.*)", line)
            if stage:
                wanted += [".El"] if wanted else []
                wanted += [".Pp", f".Em {stage[1]} :", stage[2], ".Bl -tag -width Ds -compact"]
            elif line.startswith("   "):
                wanted[-1] += " " + line.strip()
            elif entry:
                wanted += [f".It Li {entry[1]}", entry[2]]
        wanted = [part for line in wanted + [".El"] for part in textwrap.wrap(line, 80)]
        with open(f"{ROOT}/{PAGE}", encoding="utf-8") as file:
            text = file.read()
        begin = text.index(CODES) + len(CODES) + 1
        end = text.index("\n.Sh ", begin - 1) + 1
        if text[begin:end] == "\n".join(wanted) + "\n":
            return
        if self.update:
            with open(f"{ROOT}/{PAGE}", "w", encoding="utf-8") as file:
                file.write(text[:begin] + "\n".join(wanted) + "\n" + text[end:])
        else:
            self.fail(PAGE, "its list of codes is not that of vmcp-render explain")

    def readme(self):
        """What README counts up: the rooms, the presets, what is reproduced."""
        with open(ROOT + "/README.md", encoding="utf-8") as file:
            text = file.read()
        self.checks += 3
        rooms = {"core/" + name for name in os.listdir(ROOT + "/core")} | {"cli"}
        told = set(re.findall(r"^\| `(core/\w+|cli)` \|", text, re.MULTILINE))
        if rooms != told:
            self.fail("README.md", f"the map differs from the rooms in {sorted(rooms ^ told)}")
        with open(ROOT + "/CMakePresets.json", encoding="utf-8") as file:
            kinds = json.load(file)
        presets = {one["name"] for kind in ("configurePresets", "buildPresets", "testPresets") for one in kinds[kind]
                   if not one.get("hidden")}
        if not set(re.findall(r"--preset (\w+)", text)) <= presets:
            self.fail("README.md", f"it names a preset that is none of {sorted(presets)}")
        known = re.findall(r"\bv[\d.]+", re.search(r"^ToolHive (.*)$", self.version, re.MULTILINE)[1])
        if f"It reproduces ToolHive {known[0]} to {known[-1]}" not in text:
            self.fail("README.md", f"it does not say that {known[0]} to {known[-1]} are reproduced")

    def versions(self):
        """Every place that names a version of the program names this one."""
        version = re.match(r"vmcp-render (\S+)", self.version)[1]
        texts = dict(self.texts)
        for name in DOCUMENTS + [PAGE]:
            with open(f"{ROOT}/{name}", encoding="utf-8") as file:
                texts[name] = file.read()
        for name, text in texts.items():
            for named in re.findall(r"vmcp-render[:@]v?(\d+\.\d+\.\d+)|ARG VERSION=(\S+)", text):
                self.checks += 1
                if version not in named:
                    self.fail(name, f"it names version {''.join(named)}, this is {version}")

    def verdict(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        for failure in self.failures:
            print("FAILED: " + failure)
        print(f"{self.checks} claims, {len(self.failures)} fail")
        if self.update:
            print("the pages were rewritten; review them and run again without VMCP_GOLDEN_UPDATE")
        return 1 if self.failures or self.update or self.checks < 20 else 0


def main(binary):
    judge = Judge(binary)
    for name in DOCUMENTS:
        judge.document(name)
    judge.page()
    judge.codes()
    judge.readme()
    judge.versions()
    return judge.verdict()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
