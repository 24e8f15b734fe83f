#!/usr/bin/env python3
"""make.py OUT BUILD...: the packages of builds, one for each processor, in the folder OUT, which is made anew.

The same commit gives the same bytes: every time in them is the commit's, or SOURCE_DATE_EPOCH. The image is made where
buildah is installed.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import archive
import deb
import manifests
import release
import sbom
import wheel

HERE = os.path.dirname(os.path.abspath(__file__))


def packages(build, out):
    """All packages of one build."""
    made = release.Release(build)
    with tempfile.TemporaryDirectory(prefix="vmcp-package-") as folder:
        installed = made.install(folder + "/installed")
        program = f"{installed}/bin/{made.name}"
        deb.deb(made, installed, out)
        wheel.wheel(made, installed, out)
        release.write(f"{out}/{made.stem}.spdx.json", sbom.sbom(made, program))
        if shutil.which("buildah"):
            subprocess.run([HERE + "/image.sh", program, made.arch, made.version, str(made.epoch),
                            f"{out}/{made.stem}.oci.tar"], check=True)
        else:
            print("SKIPPED: buildah is not installed, so no image is made")
        shutil.copy(release.ROOT + "/LICENSE", installed)
        archive.archive(made, installed, out)
    return made


def main(out, builds):
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    for build in builds:
        made = packages(build, out)
    manifests.manifests(made, out)
    sums = "".join(f"{release.digest('sha256', f'{out}/{file}')}  {file}\n" for file in release.files_below(out))
    release.write(out + "/SHA256SUMS", sums)
    print(sums, end="")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
