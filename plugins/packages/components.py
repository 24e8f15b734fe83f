"""What is linked into the program beside this project's own code; the file `copyright` has the holders."""
import os
import subprocess

# Debian's source package, the binary package whose code is in the program, and its licence (SPDX).
COMPONENTS = [
    ("cli11", "libcli11-dev", "BSD-3-Clause"),
    ("gcc-12", "libstdc++-12-dev", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ("glibc", "libc6-dev", "LGPL-2.1-or-later"),
    ("nlohmann-json3", "nlohmann-json3-dev", "MIT"),
    ("openssl", "libssl-dev", "Apache-2.0"),
    ("re2", "libre2-dev", "BSD-3-Clause"),
    ("yaml-cpp", "libyaml-cpp-dev", "MIT"),
]


def versions(sysroot):
    """The version of each binary package: of those in `sysroot` for another machine, else of this one's."""
    known = {}
    if sysroot:
        with open(os.path.join(sysroot, "packages"), encoding="utf-8") as file:
            known = dict(line.split() for line in file)
    names = [package for _, package, _ in COMPONENTS if package not in known]
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *names], capture_output=True,
                            text=True, check=True).stdout
    return dict(line.split() for line in listed.splitlines()) | known
