"""What the packages are made of: facts of the project, a tree of installed files, and archives that are the same bytes again."""
import gzip
import hashlib
import io
import os
import re
import subprocess
import tarfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# What Debian and OCI, the kernel (wheels) and krew and Homebrew call a processor.
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


class Release:
    """A build as CMake configured it, of the commit that is checked out."""

    def __init__(self, build):
        self.build = os.path.abspath(build)
        with open(self.build + "/CMakeCache.txt", encoding="utf-8") as file:
            self.cache = dict(re.findall(r"^([A-Za-z_0-9-]+):[A-Z]+=(.*)$", file.read(), re.M))
        self.name = self.cache["CMAKE_PROJECT_NAME"]
        self.version = self.cache["CMAKE_PROJECT_VERSION"]
        self.summary = self.cache["CMAKE_PROJECT_DESCRIPTION"]
        self.home = self.cache["CMAKE_PROJECT_HOMEPAGE_URL"]
        self.maintainer = "vmcp-render maintainers <maintainers@" + self.home.split("/")[2] + ">"
        self.arch = self.cache.get("VMCP_ARCH") or run_text(["dpkg", "--print-architecture"])
        self.machine = MACHINES[self.arch]
        self.epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct"))
        self.stem = f"{self.name}-{self.version}-linux-{self.arch}"

    def url(self, file):
        """Where a file of this version is downloaded from."""
        return f"{self.home}/releases/download/v{self.version}/{file}"

    def install(self, folder):
        """The installed files below `folder`, the program without its symbols."""
        subprocess.run(["cmake", "--install", self.build, "--prefix", folder, "--strip"], check=True,
                       stdout=subprocess.DEVNULL)
        return folder


def run_text(command):
    """What a command prints, run at the root of the repository."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def git(*arguments):
    return run_text(["git", "-c", "safe.directory=*", *arguments])


def read(path):
    with open(path, "rb") as file:
        return file.read()


def text_of(path):
    return read(path).decode("utf-8")


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def digest(algorithm, path):
    return hashlib.new(algorithm, read(path)).hexdigest()


def is_program(path):
    return os.access(path, os.X_OK)


def files_below(folder):
    """The paths of all files, relative and sorted."""
    found = []
    for base, _, names in os.walk(folder):
        found += [os.path.relpath(os.path.join(base, name), folder) for name in names]
    return sorted(found)


def set_modes(folder):
    """The modes that packages have, whatever the umask of who makes them."""
    os.chmod(folder, 0o755)
    for base, folders, files in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(base, name), 0o755)
        for name in files:
            path = os.path.join(base, name)
            os.chmod(path, 0o755 if is_program(path) else 0o644)


def set_times(root, epoch):
    """dpkg-deb makes no file younger than SOURCE_DATE_EPOCH, but leaves one as old as the checkout is."""
    for folder, _, files in os.walk(root):
        for path in [folder, *(f"{folder}/{file}" for file in files)]:
            os.utime(path, (epoch, epoch))


def compressed(content):
    """As gzip -9n: without a name and a time."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as file:
        file.write(content)
    return out.getvalue()


def tar(folder, prefix, epoch):
    """A tar of the files below `folder`, as root's, of one time, in the order of their names."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in files_below(folder):
            member = tarfile.TarInfo(prefix + path)
            content = read(os.path.join(folder, path))
            member.size = len(content)
            member.mtime = epoch
            member.mode = 0o755 if is_program(os.path.join(folder, path)) else 0o644
            member.uname = member.gname = "root"
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()
