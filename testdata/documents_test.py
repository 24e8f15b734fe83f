#!/usr/bin/env python3
"""documents_test.py VMCP-RENDER: what README.md, the plugins' pages and the manual pages show is so.

Blocks are of four kinds; documents.py says how they are written.
- A session goes as it is shown, in a copy of testdata/demo. Those of README's first hour are first_hour_test.py's.
- Commands: each is run where the folders and files that it names are gateways of ours, and has to succeed.
- Anything else is part of a file: it stands like that in a file of the repository.
In running text, every option is one of ours or of a program that is named in OTHERS, every path leads somewhere, and every
number that COUNTED knows is that of the files. The items of the manual page of section 1 are the options, words and keys
that the program has, its list of codes is that of "vmcp-render explain".
"""
import json
import os
import re
import subprocess
import sys
import textwrap

import documents
from documents import README, ROOT, UPDATE, read

sys.path.insert(0, ROOT + "/plugins")
import host  # noqa: E402

PAGE = "man/vmcp-render.1"
DESIGN = "man/vmcp-render-design.7"
PAGES = sorted("man/" + name for name in os.listdir(ROOT + "/man"))
# Where the page's list of codes begins.
CODES = '.\\" What follows is made of the output of "vmcp-render explain" by testdata/documents_test.py.'
MARKDOWN = [README] + sorted(f"plugins/{name}/README.md" for name in os.listdir(ROOT + "/plugins")
                             if os.path.exists(f"{ROOT}/plugins/{name}/README.md"))
COMMANDS = ("./dev", "plugins/", "vmcp-render", "kustomize", "helm", "flux", "kpt", "docker", "kubectl", "cmake", "ctest")
# Options of cmake, ctest, kustomize, kpt and containers that the pages mention.
OTHERS = {"--preset", "--build", "--enable-alpha-plugins", "--enable-exec", "--allow-exec", "--results-dir", "--image",
          "--network", "--user"}
# What is counted in running text, and the folder that has as many.
COUNTED = {
    r"(\d+) inputs": "testdata/conformance",
    r"(\d+) more inputs": "testdata/apply",
    r"(\d+) dumps": "testdata/live",
    r"(\d+) gateways serve": "testdata/e2e/serve",
    r"(\d+) fuzz targets": "testdata/fuzz",
}


class Judge(documents.Bench):
    def __init__(self, binary):
        super().__init__(binary, host.GOOD)
        listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        self.texts = {}
        for name in listed.stdout.split("\n"):
            if re.search(r"^(plugins|testdata/(demo|e2e))/.*(?<!\.md)$|^\.pre-commit", name) and os.path.isfile(f"{ROOT}/{name}"):
                self.texts[name] = read(name)
        self.help = self.run("vmcp-render --help", self.folder).stdout
        self.version = self.run("vmcp-render --version", self.folder).stdout
        self.presets = self.preset_names()
        self.suites = read("testdata/CMakeLists.txt") + read("plugins/CMakeLists.txt")

    def command(self, place, line, work):
        self.checks += 1
        line = line.split(" #")[0].rstrip()
        first, *rest = line.split()
        if first == "./dev":
            if f"\n  {rest[0]})\n" not in read("dev"):
                self.fail(place, f"./dev has no {rest[0]}")
        elif first.startswith("plugins/"):
            if not os.access(f"{ROOT}/{first}", os.X_OK):
                self.fail(place, f"{first} is not there")
        elif not first.startswith(("cmake", "ctest", "build/", "VMCP_")):
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
        """A line of running text, in Markdown or in mdoc."""
        named = re.findall(r"(?<![\w-])--[a-z][a-z-]+", text) + ["-" + one for one in re.findall(r"\bFl (-[a-z][a-z-]+)", text)]
        for word in named:
            self.checks += 1
            if word not in OTHERS and not re.search(rf"[ ,]{word}\b(?!-)", self.help):
                self.fail(place, f"there is no option {word}")
        marked = r"(?<= )(\w[\w.-]*(?:/[\w.-]+)+)" if re.match(r"\.(\w\w )?Pa ", text) else r"`([\w.-]+(?:/[\w.-]+)+)/?`"
        for path in re.findall(marked, text):
            top = path.split("/")[0]
            if top == "build" or not os.path.exists(f"{ROOT}/{top}"):
                continue
            self.checks += 1
            if not os.path.exists(f"{ROOT}/{path}"):
                self.fail(place, f"{path} is not there")

    def tests(self, place, line):
        """What a line says of presets and tests."""
        for preset in re.findall(r"-preset (\w+)", line):
            self.checks += 1
            if preset not in self.presets:
                self.fail(place, f"{preset} is no preset")
        for names in re.findall(r"ctest\b[^|`]* -R '?([\w.|]+)", line):
            for name in names.split("|"):
                self.checks += 1
                if not re.search(rf"\b{name}\b", self.suites):
                    self.fail(place, f"no test is called {name}")

    def document(self, name):
        page = documents.Page(name)
        skipped = range(*page.section(documents.FIRST_HOUR)) if name == README else ()
        demo, work, rewritten = self.demo(), None, []
        for block in page.blocks:
            place = page.place(block)
            for line in block.lines:
                self.tests(place, line)
            if block.kind == "text":
                self.prose(place, block.lines[0])
                work = None if block.lines[0] in ("", ".Pp") else work
            elif block.kind in ("session", "picture"):
                if block.begin not in skipped:
                    rewritten.append((block, self.replay(page, block, demo)))
            elif block.kind == "commands" or block.lines[0].startswith(COMMANDS):
                work = work or self.workspace()
                for line in block.lines:
                    self.command(place, line, work)
            else:
                self.excerpt(place, self.dedented(block.lines))
        if UPDATE:
            page.rewrite(rewritten)

    @staticmethod
    def dedented(lines):
        indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
        return [line[indent:] for line in lines]

    def commands(self):
        """The page of section 1 says what each command does."""
        lines = read(PAGE)
        for command in re.findall(r"^  ([a-z]+)  +\S", self.help, re.MULTILINE):
            self.checks += 1
            if f".It Cm {command}" not in lines:
                self.fail(PAGE, f"it does not say what the command {command} does")

    def codes(self):
        """The page's list of codes, which VMCP_GOLDEN_UPDATE=1 writes."""
        self.checks += 1
        wanted = []
        for line in self.run("vmcp-render explain", self.folder).stdout.split("\n"):
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
        text = read(PAGE)
        begin = text.index(CODES) + len(CODES) + 1
        end = text.index("\n.Sh ", begin - 1) + 1
        if text[begin:end] == "\n".join(wanted) + "\n":
            return
        if UPDATE:
            with open(f"{ROOT}/{PAGE}", "w", encoding="utf-8") as file:
                file.write(text[:begin] + "\n".join(wanted) + "\n" + text[end:])
        else:
            self.fail(PAGE, "its list of codes is not that of vmcp-render explain")

    @staticmethod
    def preset_names():
        kinds = json.loads(read("CMakePresets.json"))
        return {one["name"] for kind in ("configurePresets", "buildPresets", "testPresets") for one in kinds[kind]
                if not one.get("hidden")}

    def counted(self):
        """What the pages count up: the rooms, the releases, the files that something is held against."""
        self.checks += 3
        readme = read(README)
        rooms = {"core/" + name for name in os.listdir(ROOT + "/core")} | {"cli"}
        told = set(re.findall(r"^\.It Pa (core/\w+|cli)\b", read(DESIGN), re.MULTILINE))
        if rooms != told:
            self.fail(DESIGN, f"its rooms differ from those that are there in {sorted(rooms ^ told)}")
        known = re.findall(r"\bv[\d.]+", re.search(r"^ToolHive (.*)$", self.version, re.MULTILINE)[1])
        if f"It reproduces ToolHive {known[0]} to {known[-1]}" not in readme:
            self.fail(README, f"it does not say that {known[0]} to {known[-1]} are reproduced")
        if readme.count("\n") >= 200:
            self.fail(README, "it has 200 lines or more; details belong into the manual pages")
        texts = {name: re.sub(r"\s+", " ", read(name)) for name in [README, *PAGES]}
        for pattern, folder in COUNTED.items():
            count = len(os.listdir(f"{ROOT}/{folder}"))
            told = [(name, int(number)) for name, text in texts.items() for number in re.findall(pattern, text)]
            self.checks += 1 + len(told)
            if not told:
                self.fail(folder, f'no page says that there are {count}: "{pattern}"')
            for name, number in told:
                if number != count:
                    self.fail(name, f"it tells of {number} where {folder} has {count}")

    def versions(self):
        """Every place that names a version of the program names this one."""
        version = re.match(r"vmcp-render (\S+)", self.version)[1]
        texts = dict(self.texts)
        for name in MARKDOWN + PAGES:
            texts[name] = read(name)
        for name, text in texts.items():
            for named in re.findall(r"vmcp-render[:@]v?(\d+\.\d+\.\d+)|ARG VERSION=(\S+)", text):
                self.checks += 1
                if version not in named:
                    self.fail(name, f"it names version {''.join(named)}, this is {version}")


def main(binary):
    judge = Judge(binary)
    for name in MARKDOWN + PAGES:
        judge.document(name)
    judge.commands()
    judge.codes()
    judge.counted()
    judge.versions()
    return judge.verdict(100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
