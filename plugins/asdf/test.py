#!/usr/bin/env python3
"""test.py VMCP-RENDER: calls the plugin's scripts as asdf and mise do, on a release that lies in a folder.

Exit code 77 means skipped: git or curl is not installed. With CI=true that is a failure.
"""
import hashlib
import os
import shutil
import sys
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

GIT = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.com"]
VERSION = "1.10.0"
ARCHS = {"x86_64": "amd64", "aarch64": "arm64"}


def publish(bench, home):
    """A repository with tags, and beside it the files of one release."""
    bench.run(GIT + ["init", "-q", home])
    for command in (["commit", "-q", "--allow-empty", "-m", "Begin"], ["tag", "v1.9.0"], ["tag", "v" + VERSION], ["tag", "v1.2.0"],
                    ["tag", "nightly"]):
        bench.run(GIT + command, home)
    stem = f"vmcp-render-{VERSION}-linux-{ARCHS[os.uname().machine]}"
    folder = f"{home}/releases/download/v{VERSION}"
    archive = bench.write(f"{folder}/{stem}.tar.gz", "")
    with tarfile.open(archive, "w:gz") as file:
        file.add(os.path.realpath(bench.path + "/vmcp-render"), stem + "/bin/vmcp-render")
    with open(archive, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    bench.write(f"{folder}/SHA256SUMS", f"{digest}  {stem}.tar.gz\n{'0' * 64}  other.tar.gz\n")
    return archive


def main(binary):
    for tool in ("git", "curl"):
        if not shutil.which(tool):
            host.skip(f"{tool} is not installed")
    with host.Bench(binary) as bench:
        archive = publish(bench, "home")
        paths = {"ASDF_DOWNLOAD_PATH": bench.folder + "/download", "ASDF_INSTALL_PATH": bench.folder + "/install"}

        def call(script, version=VERSION):
            return bench.run([f"{HERE}/bin/{script}"], ASDF_INSTALL_TYPE="version", ASDF_INSTALL_VERSION=version,
                             VMCP_RENDER_HOME=f"file://{bench.folder}/home", **paths)

        done = call("list-all")
        bench.check("versions are listed, the oldest first", done.stdout.split() == ["1.2.0", "1.9.0", VERSION], done)
        done = call("download")
        bench.check("one is downloaded", done.returncode == 0, done)
        done = call("install")
        bench.check("and installed", done.returncode == 0, done)
        done = bench.run([bench.folder + "/install/bin/vmcp-render", "--version"])
        bench.check("and runs", done.stdout.startswith("vmcp-render "), done)

        shutil.rmtree(bench.folder + "/download")
        with open(archive, "ab") as file:
            file.write(b"x")
        done = call("download")
        bench.check("what does not have its sum is not unpacked",
                    done.returncode != 0 and not os.path.exists(bench.folder + "/download/bin"), done)
        done = call("download", "9.9.9")
        bench.check("a version that is not there fails", done.returncode != 0 and done.stderr != "", done)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
