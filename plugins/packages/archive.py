"""The archive that needs nothing but tar: what is installed, in one folder."""
import os

import release


def archive(made, installed, out):
    path = os.path.join(out, made.stem + ".tar.gz")
    return release.write(path, release.compressed(release.tar(installed, made.stem + "/", made.epoch)))
