"""The wheel: `pip install` puts the program on PATH, and the manual page and completions below the environment's share/."""
import base64
import hashlib
import io
import os
import time
import zipfile

import release

# The program is static: it needs no libc at all, so it fits glibc and musl of any age that pip has a name for.
TAGS = ["manylinux2014_{machine}", "manylinux_2_17_{machine}", "musllinux_1_1_{machine}"]
METADATA = """Metadata-Version: 2.1
Name: {name}
Version: {version}
Summary: {summary}
Home-page: {home}
License: Apache-2.0
Keywords: kubernetes,toolhive,mcp,gitops
Classifier: Environment :: Console
Classifier: License :: OSI Approved :: Apache Software License
Classifier: Operating System :: POSIX :: Linux
Requires-Python: >=3.7
Description-Content-Type: text/markdown
License-File: LICENSE

`vmcp-render` is a program, not a module: `pip install vmcp-render` puts it on PATH.

    vmcp-render check gateway.yaml
"""


def wheel(made, installed, out):
    project = made.name.replace("-", "_")
    tags = [tag.format(machine=made.machine) for tag in TAGS]
    path = os.path.join(out, f"{project}-{made.version}-py3-none-{'.'.join(tags)}.whl")
    info = f"{project}-{made.version}.dist-info"
    data = f"{project}-{made.version}.data"
    contents = {}
    for file in release.files_below(installed):
        kind = "scripts/" + file.removeprefix("bin/") if file.startswith("bin/") else "data/" + file
        contents[f"{data}/{kind}"] = release.read(f"{installed}/{file}")
    contents[f"{info}/LICENSE"] = release.read(release.ROOT + "/LICENSE")
    contents[f"{info}/METADATA"] = METADATA.format(**vars(made)).encode()
    contents[f"{info}/WHEEL"] = "".join(
        ["Wheel-Version: 1.0\n", f"Generator: {made.name}-packages {made.version}\n", "Root-Is-Purelib: false\n"]
        + [f"Tag: py3-none-{tag}\n" for tag in tags]).encode()
    record = "".join(f"{name},sha256={digest(content)},{len(content)}\n" for name, content in contents.items())
    contents[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            # A zip knows no time before 1980.
            member = zipfile.ZipInfo(name, time.gmtime(max(made.epoch, 315532800))[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = (0o100755 if "/scripts/" in name else 0o100644) << 16
            archive.writestr(member, content)
    return release.write(path, stream.getvalue())


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
