#!/usr/bin/env python3
"""test.py WHAT PACKAGES [ARGUMENT...]: installs what make.py has made in the folder PACKAGES, and runs it.

  made BUILD        makes PACKAGES of a build first; sums, archive, wheel, manifests and image are what they say
  again BUILD...    the same builds give the same bytes
  debian ROOT       lintian has nothing to say; the package works in ROOT, a bare Debian, which is left as it was
  bill PYSPDXTOOLS  SPDX's own tool finds the bills of materials valid
  krew KREW         the real krew installs the archive
  homebrew          ruby reads the formula, and installs and tests as it says
  plugins BUILD     the tests of the other plugins pass with the program that the wheel installs
  arm64 QEMU        the packages for arm64, under qemu's user mode

Exit code 77 means skipped: a tool is not installed. Where CI=true that is a failure.
"""
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import components  # noqa: E402
import host  # noqa: E402
import release  # noqa: E402

GATEWAY = "share/doc/vmcp-render/examples/gateway.yaml"


def one(packages, pattern):
    """The only package whose name matches."""
    found = glob.glob(f"{packages}/{pattern}")
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def archs(packages):
    return [re.search("linux-(.*)\\.tar\\.gz$", path)[1] for path in sorted(glob.glob(packages + "/*.tar.gz"))]


class Packages(host.Bench):
    """A folder to unpack and install packages in."""

    def __init__(self, packages):
        super().__init__("/nonexistent")
        os.remove(self.path + "/vmcp-render")
        self.packages = os.path.abspath(packages)

    def unpack(self, archive, folder):
        os.makedirs(f"{self.folder}/{folder}", exist_ok=True)
        subprocess.run(["tar", "-xf", archive, "-C", f"{self.folder}/{folder}"], check=True)

    def unpacked(self, arch):
        """The folder in the archive."""
        path = one(self.packages, f"*-linux-{arch}.tar.gz")
        self.unpack(path, "unpacked")
        return f"{self.folder}/unpacked/{os.path.basename(path).removesuffix('.tar.gz')}"

    def with_wheel(self, machine):
        """A fresh environment of Python in which pip has installed the wheel."""
        environment = self.folder + "/venv"
        venv.create(environment, with_pip=True)
        done = self.run([environment + "/bin/pip", "install", "--no-index", "--no-cache-dir",
                         "--disable-pip-version-check", one(self.packages, f"*_{machine}.whl")])
        self.check("wheel: pip installs it in a fresh environment", done.returncode == 0, done)
        return environment

    def works(self, what, program, gateway, *, version=None, runner=()):
        done = self.run([*runner, program, "--version"])
        self.check(f"{what}: it says its version", done.returncode == 0 and (version or "") in done.stdout, done)
        done = self.run([*runner, program, "-q", gateway])
        self.check(f"{what}: it renders", done.returncode == 0 and "kind: Deployment" in done.stdout, done)


def make(packages, builds):
    subprocess.run([sys.executable, HERE + "/make.py", packages, *builds], check=True, stdout=subprocess.DEVNULL)


def check_sums(bench):
    done = bench.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], bench.packages)
    listed = {line.split()[-1] for line in release.text_of(bench.packages + "/SHA256SUMS").splitlines()}
    bench.check("SHA256SUMS has every package, as it is",
                done.returncode == 0 and listed == set(release.files_below(bench.packages)) - {"SHA256SUMS"}, done)


def check_archive(bench, made):
    folder = bench.unpacked(made.arch)
    program = folder + "/bin/vmcp-render"
    bench.works("archive", program, f"{folder}/{GATEWAY}", version=made.version)
    for shell, path in (("bash", "bash-completion/completions/vmcp-render"), ("zsh", "zsh/site-functions/_vmcp-render"),
                        ("fish", "fish/vendor_completions.d/vmcp-render.fish")):
        done = bench.run([program, "completion", shell])
        bench.check(f"archive: it has what {shell} needs", done.stdout == release.text_of(f"{folder}/share/{path}"), done)
    done = bench.run(["tar", "-tvzf", one(bench.packages, f"*-linux-{made.arch}.tar.gz")])
    bench.check("archive: it has the licences, and all is root's",
                "/LICENSE" in done.stdout and "/copyright" in done.stdout
                and all("root/root" in line for line in done.stdout.splitlines()), done)
    text = release.text_of(f"{folder}/share/doc/vmcp-render/copyright")
    lacking = [source for source, _, licence in components.COMPONENTS
               if f"Files: {source}\n" not in text or f"License: {licence}\n" not in text]
    bench.check(f"archive: the licence of each component is there {lacking or ''}", not lacking, done)


def check_wheel(bench, made):
    path = one(bench.packages, f"*_{made.machine}.whl")
    environment = bench.with_wheel(made.machine)
    bench.works("wheel", environment + "/bin/vmcp-render", f"{environment}/{GATEWAY}", version=made.version)
    done = bench.run([environment + "/bin/pip", "--disable-pip-version-check", "show", "--files", "vmcp-render"])
    bench.check("wheel: pip knows its version and files", f"Version: {made.version}\n" in done.stdout
                and "bin/vmcp-render" in done.stdout and "share/man/man1/vmcp-render.1" in done.stdout, done)
    with zipfile.ZipFile(path) as archive:
        info = [name for name in archive.namelist() if name.endswith("/WHEEL")]
        tags = re.findall("^Tag: py3-none-(.*)$", archive.read(info[0]).decode(), re.M)
    name = os.path.basename(path)
    bench.check("wheel: its name has the tags that it claims", name.endswith(f"-py3-none-{'.'.join(tags)}.whl"), done)


def check_manifests(bench, made):
    plugin = host.read_yaml(bench.packages + "/vmcp-render.yaml")
    formula = release.text_of(bench.packages + "/vmcp-render.rb")
    done = bench.run(["cat", bench.packages + "/vmcp-render.yaml"])
    spec = plugin["spec"]
    bench.check("krew: the manifest is of this version", plugin["metadata"]["name"] == "vmcp-render"
                and spec["version"] == "v" + made.version and len(spec["shortDescription"]) < 80, done)
    platforms = {platform["selector"]["matchLabels"]["arch"]: platform for platform in spec["platforms"]}
    bench.check("krew: there is a platform for each archive", sorted(platforms) == archs(bench.packages), done)
    for arch, platform in platforms.items():
        path = one(bench.packages, f"*-linux-{arch}.tar.gz")
        with tarfile.open(path) as archive:
            names = archive.getnames()
        bench.check(f"krew: {arch} is the archive, and what it takes is there",
                    platform["uri"] == made.url(os.path.basename(path))
                    and platform["sha256"] == release.digest("sha256", path)
                    and all(file["from"] in names for file in platform["files"]), done)
        bench.check(f"homebrew: {arch} is the archive",
                    f'url "{platform["uri"]}"\n    sha256 "{platform["sha256"]}"\n' in formula, done)


def check_bill(bench, made):
    bill = json.loads(release.text_of(one(bench.packages, f"*-linux-{made.arch}.spdx.json")))
    done = bench.run(["true"])
    [file] = bill["files"]
    sums = {one["algorithm"]: one["checksumValue"] for one in file["checksums"]}
    program = f"{bench.unpacked(made.arch)}/bin/vmcp-render"
    bench.check("bill of materials: it is of the program in the archive",
                sums["SHA256"] == release.digest("sha256", program), done)
    linked = {one["relatedSpdxElement"] for one in bill["relationships"] if one["relationshipType"] == "STATIC_LINK"}
    named = {one["SPDXID"]: one for one in bill["packages"]}
    bench.check("bill of materials: it has every component with its version",
                len(linked) == len(components.COMPONENTS) and all(named[one]["versionInfo"] for one in linked), done)


def check_image(bench, made):
    """The image's index, manifest, configuration and layers, each found by its sum."""
    path = one(bench.packages, f"*-linux-{made.arch}.oci.tar")
    done = bench.run(["tar", "-tvf", path])
    bench.unpack(path, "image")

    def blob(described):
        content = release.read(f"{bench.folder}/image/blobs/{described['digest'].replace(':', '/')}")
        assert hashlib.sha256(content).hexdigest() == described["digest"].split(":")[1]
        return content

    [entry] = json.loads(release.text_of(bench.folder + "/image/index.json"))["manifests"]
    manifest = json.loads(blob(entry))
    config = json.loads(blob(manifest["config"]))
    for index, layer in enumerate(manifest["layers"]):
        bench.unpack(release.write(f"{bench.folder}/layers/{index}", blob(layer)), "root")
    bench.check("image: it is for this processor, of this version, and nobody's",
                config["architecture"] == made.arch and config["config"]["User"] == "65534:65534"
                and config["config"]["Labels"]["org.opencontainers.image.version"] == made.version
                and config["config"]["Labels"]["org.opencontainers.image.description"] == made.summary, done)
    program = f"{bench.unpacked(made.arch)}/bin/vmcp-render"
    bench.check("image: it holds the program and little else",
                release.files_below(bench.folder + "/root") == ["etc/passwd", "usr/bin/vmcp-render"]
                and release.read(bench.folder + "/root/usr/bin/vmcp-render") == release.read(program), done)


def test_made(packages, build):
    make(packages, [build])
    made = release.Release(build)
    with Packages(packages) as bench:
        check_sums(bench)
        check_archive(bench, made)
        check_wheel(bench, made)
        check_manifests(bench, made)
        check_bill(bench, made)
        if shutil.which("buildah"):
            check_image(bench, made)
        return bench.exit_code()


def test_again(packages, *builds):
    builds = [build for build in builds if os.path.exists(build + "/CMakeCache.txt")]
    with Packages(packages) as bench:
        make(bench.folder + "/again", builds)
        done = bench.run(["diff", "-r", bench.packages, bench.folder + "/again"])
        bench.check("the same builds give the same bytes", done.returncode == 0, done)
        for path in glob.glob(packages + "/*.deb"):
            done = bench.run(["dpkg-deb", "--contents", os.path.abspath(path)])
            times = {tuple(line.split()[3:5]) for line in done.stdout.splitlines()}
            bench.check(f"no time in {os.path.basename(path)} is the checkout's", len(times) == 1, done)
        return bench.exit_code()


# What bash asks the program when tab is pressed behind "vmcp-render che".
PRESS_TAB = """. /usr/share/bash-completion/bash_completion; _completion_loader vmcp-render
COMP_WORDS=(vmcp-render che) COMP_CWORD=1 COMP_LINE='vmcp-render che' COMP_POINT=15
$(complete -p vmcp-render | sed 's/.*-F \\([^ ]*\\).*/\\1/') vmcp-render che vmcp-render; echo "${COMPREPLY[@]}"
"""


def test_debian(packages, root):
    if not shutil.which("lintian"):
        host.skip("lintian is not installed")
    with Packages(packages) as bench:
        for path in glob.glob(packages + "/*.deb"):
            done = bench.run(["lintian", "--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0",
                              os.path.abspath(path)])
            bench.check(f"lintian has nothing to say about {os.path.basename(path)}",
                        done.returncode == 0 and done.stdout == "", done)
        arch = release.run_text(["dpkg", "--print-architecture"])
        package = one(packages, f"*_{arch}.deb")
        if not os.path.isdir(root + "/usr"):
            host.skip(f"{root} is no Debian")
        shutil.copy(package, root + "/tmp/package.deb")

        def inside(*command):
            # Shells substitute processes through /proc, which is there as long as the command runs.
            return bench.run(["unshare", "--mount", "sh", "-c", 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"',
                              os.path.abspath(root), *command], LC_ALL="C.UTF-8", MANPAGER="cat")

        done = inside("dpkg", "--install", "/tmp/package.deb")
        bench.check("a bare Debian installs it", done.returncode == 0, done)
        try:
            done = inside("vmcp-render", "--version")
            bench.check("it is on PATH", done.returncode == 0 and done.stdout.startswith("vmcp-render "), done)
            done = inside("vmcp-render", "check", "/usr/" + GATEWAY)
            bench.check("it checks its example", done.returncode == 0 and "1 gateway: 0 errors" in done.stderr, done)
            done = inside("man", "vmcp-render")
            bench.check("man shows its page", done.returncode == 0 and "VirtualMCPServer" in done.stdout, done)
            done = inside("bash", "-c", PRESS_TAB)
            bench.check("bash completes it", done.stdout == "check\n", done)
            done = inside("fish", "-c", "complete -C 'vmcp-render che'")
            bench.check("fish completes it", done.stdout.startswith("check\t"), done)
            done = inside("zsh", "-fc", "autoload -U compinit; compinit -u -D; echo $_comps[vmcp-render]")
            bench.check("zsh knows its completion", done.stdout == "_vmcp-render\n", done)
        finally:
            done = inside("dpkg", "--purge", "vmcp-render")
            os.remove(root + "/tmp/package.deb")
        left = inside("dpkg", "--listfiles", "vmcp-render")
        bench.check("nothing is left when it is removed", done.returncode == 0 and left.returncode != 0, done)
        return bench.exit_code()


def test_bill(packages, pyspdxtools):
    if not os.access(pyspdxtools, os.X_OK):
        host.skip(f"{pyspdxtools} is not installed")
    with Packages(packages) as bench:
        for path in glob.glob(packages + "/*.spdx.json"):
            done = bench.run([os.path.abspath(pyspdxtools), "--infile", os.path.abspath(path), "--version", "SPDX-2.3"])
            bench.check(f"{os.path.basename(path)} is valid", done.returncode == 0, done)
        return bench.exit_code()


def test_krew(packages, krew):
    if not os.access(krew, os.X_OK):
        host.skip(f"{krew} is not installed")
    with Packages(packages) as bench:
        arch = release.run_text(["dpkg", "--print-architecture"])
        done = bench.run([os.path.abspath(krew), "install", "--manifest", bench.packages + "/vmcp-render.yaml",
                          "--archive", one(bench.packages, f"*-linux-{arch}.tar.gz")], KREW_ROOT=bench.folder + "/krew")
        bench.check("krew installs it", done.returncode == 0, done)
        # kubectl finds its plugins by their names on PATH.
        bench.works("krew", bench.folder + "/krew/bin/kubectl-vmcp_render", f"{bench.unpacked(arch)}/{GATEWAY}")
        return bench.exit_code()


def test_homebrew(packages):
    if not shutil.which("ruby"):
        host.skip("ruby is not installed")
    with Packages(packages) as bench:
        arch = release.run_text(["dpkg", "--print-architecture"])
        cellar = bench.folder + "/cellar"
        done = bench.run(["ruby", HERE + "/homebrew_test.rb", bench.packages + "/vmcp-render.rb", bench.unpacked(arch), cellar])
        bench.check("the formula installs, and its own test passes", done.returncode == 0, done)
        bench.check("it puts each file where Homebrew has it", release.files_below(cellar) == [
            "bin/vmcp-render", "etc/bash_completion.d/vmcp-render", "share/fish/vendor_completions.d/vmcp-render.fish",
            "share/man/man1/vmcp-render.1", "share/man/man7/vmcp-render-design.7", "share/man/man7/vmcp-render-pipelines.7",
            *sorted("share/vmcp-render/examples/" + file for file in os.listdir(
                release.ROOT + "/testdata/demo")), "share/zsh/site-functions/_vmcp-render"], done)
        return bench.exit_code()


def test_plugins(packages, build):
    with Packages(packages) as bench:
        environment = bench.with_wheel(os.uname().machine)
        tests = ["ctest", "--test-dir", os.path.abspath(build), "-R", "^plugins", "--output-on-failure"]
        done = subprocess.run(tests, env=os.environ | {"VMCP_RENDER": environment + "/bin/vmcp-render"},
                              capture_output=True, text=True, check=False)
        bench.check("the plugins' tests pass with it", done.returncode == 0, done)
        print(done.stdout)
        return bench.exit_code()


def test_arm64(packages, qemu):
    if not shutil.which(qemu):
        host.skip(f"{qemu} is not installed")
    if "arm64" not in archs(packages):
        host.skip("there are no packages for arm64")
    with Packages(packages) as bench:
        folder = bench.unpacked("arm64")
        bench.works("archive", folder + "/bin/vmcp-render", f"{folder}/{GATEWAY}", runner=[qemu])
        for kind, path, program in (("deb", one(packages, "*_arm64.deb"), "usr/bin/vmcp-render"),
                                    ("wheel", one(packages, "*_aarch64.whl"), "*.data/scripts/vmcp-render")):
            target = f"{bench.folder}/{kind}"
            os.mkdir(target)
            done = bench.run(["dpkg-deb", "-x", os.path.abspath(path), target] if kind == "deb"
                             else [sys.executable, "-m", "zipfile", "-e", os.path.abspath(path), target])
            same = [release.read(one(target, program)) == release.read(folder + "/bin/vmcp-render")]
            bench.check(f"the {kind} holds the same program", done.returncode == 0 and all(same), done)
        return bench.exit_code()


def main(what, packages, *arguments):
    if what != "made" and not os.path.isdir(packages):
        print(f"SKIPPED: {packages} is not there; ./dev package makes it")
        return host.SKIPPED
    return globals()["test_" + what](packages, *arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
