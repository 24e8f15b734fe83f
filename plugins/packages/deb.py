"""The Debian package. The program is static, so that it depends on nothing and fits every release of Debian and Ubuntu."""
import email.utils
import os
import shutil
import subprocess
import tempfile

import release

CONTROL = """Package: {name}
Version: {version}
Architecture: {arch}
Maintainer: {maintainer}
Installed-Size: {size}
Section: utils
Priority: optional
Homepage: {home}
Description: {summary}
 ToolHive's operator turns a VirtualMCPServer, a gateway in front of many MCP
 servers, into a Deployment, a ConfigMap, a Service and RBAC. This program does
 the same offline: it reads the custom resources, refuses what the cluster would
 refuse, with file, line and field, and prints the objects byte for byte as the
 operator would create them.
 .
 It is also a function of kustomize and kpt.
"""
CHANGELOG = """{name} ({version}) stable; urgency=medium

  * Version {version}, commit {commit}.

 -- {maintainer}  {date}
"""
OVERRIDES = """# It is no library but a static program that is loaded at any address, which has no prerequisites.
{name}: shared-library-lacks-prerequisites [usr/bin/{name}]
"""


def move(root, source, target):
    os.makedirs(os.path.dirname(f"{root}/{target}"), exist_ok=True)
    os.rename(f"{root}/{source}", f"{root}/{target}")


def deb(made, installed, out):
    path = os.path.join(out, f"{made.name}_{made.version}_{made.arch}.deb")
    facts = vars(made) | {"commit": release.git("rev-parse", "--short=12", "HEAD"),
                          "date": email.utils.formatdate(made.epoch)}
    with tempfile.TemporaryDirectory(prefix="vmcp-deb-") as root:
        shutil.copytree(installed, root + "/usr")
        # Where Debian's zsh looks; site-functions is below /usr/local for it.
        move(root, "usr/share/zsh/site-functions", "usr/share/zsh/vendor-completions")
        manual = root + "/usr/share/man"
        for page in release.files_below(manual):
            release.write(f"{manual}/{page}.gz", release.compressed(release.read(f"{manual}/{page}")))
            os.remove(f"{manual}/{page}")
        release.write(f"{root}/usr/share/doc/{made.name}/changelog.gz",
                      release.compressed(CHANGELOG.format(**facts).encode()))
        release.write(f"{root}/usr/share/lintian/overrides/{made.name}", OVERRIDES.format(**facts))
        files = release.files_below(root)
        size = sum((os.path.getsize(f"{root}/{file}") + 1023) // 1024 for file in files)
        sums = "".join(f"{release.digest('md5', f'{root}/{file}')}  {file}\n" for file in files)
        release.write(root + "/DEBIAN/control", CONTROL.format(size=size, **facts))
        release.write(root + "/DEBIAN/md5sums", sums)
        release.set_modes(root)
        release.set_times(root, made.epoch)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, path], check=True,
                       stdout=subprocess.DEVNULL, env=os.environ | {"SOURCE_DATE_EPOCH": str(made.epoch)})
    return path
