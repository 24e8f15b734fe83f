"""What package managers read that download the archive: a manifest of krew and a formula of Homebrew, of the archives that there are."""
import os
import re

import release

HERE = os.path.dirname(os.path.abspath(__file__))
# Homebrew's words for processors.
CPUS = {"amd64": "intel", "arm64": "arm"}


def filled(template, facts):
    return re.sub("@([a-z0-9]+)@", lambda found: str(facts[found[1]]), release.text_of(f"{HERE}/{template}"))


def manifests(made, out):
    """Writes both; returns their paths."""
    platforms = []
    for arch, cpu in CPUS.items():
        stem = f"{made.name}-{made.version}-linux-{arch}"
        path = f"{out}/{stem}.tar.gz"
        if os.path.exists(path):
            platforms.append(vars(made) | {"arch": arch, "cpu": cpu, "stem": stem, "url": made.url(stem + ".tar.gz"),
                                           "sha256": release.digest("sha256", path)})
    krew = filled("krew.yaml.in", vars(made)) + "".join(filled("krew_platform.yaml.in", one) for one in platforms)
    urls = "\n".join(filled("homebrew_platform.rb.in", one) for one in platforms)
    formula = filled("homebrew.rb.in", vars(made) | {"platforms": urls})
    return [release.write(f"{out}/{made.name}.yaml", krew), release.write(f"{out}/{made.name}.rb", formula)]
